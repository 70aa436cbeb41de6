/** A record as its bytes, for what no producer of ours would write. */
export class RawRecord {
  readonly key: string | Buffer | null;
  readonly value: Buffer | null;
  readonly at: { readonly partition?: number; readonly headers?: Readonly<Record<string, string | Buffer>> };

  constructor(key: RawRecord["key"], value: Buffer | null, at: RawRecord["at"]) {
    this.key = key;
    this.value = value;
    this.at = at;
  }
}

/** Instead of a value in `given`: any bytes, or none for a tombstone, under any key. */
export function raw(key: RawRecord["key"], bytes: Buffer | null, at: RawRecord["at"] = {}): RawRecord {
  return new RawRecord(key, bytes, at);
}
