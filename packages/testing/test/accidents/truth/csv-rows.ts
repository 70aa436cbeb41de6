const quote = 0x22;
const newline = 0x0a;

/** Where a row stands in the bytes of a file. */
export interface RowPlace {
  /** Of its first byte, the header's being 1. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** The rows of a CSV file, the header first. A newline within quotes does not end a row. */
export function* rowPlaces(file: Buffer): Generator<RowPlace> {
  let from = 0;
  let line = 1;
  let lines = 0;
  let isQuoted = false;
  for (let at = 0; at < file.length; at++) {
    const byte = file[at];
    if (byte === quote) isQuoted = !isQuoted;
    if (byte !== newline) continue;
    lines++;
    if (isQuoted) continue;
    yield { line, from, to: at };
    from = at + 1;
    line = lines + 1;
  }
  if (from < file.length) yield { line, from, to: file.length };
}

/** The fields of a row, unquoted. */
export function fieldsOf(row: string): readonly string[] {
  const fields: string[] = [];
  const text = row.endsWith("\r") ? row.slice(0, -1) : row;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] !== '"') {
      const comma = text.indexOf(",", at);
      const end = comma === -1 ? text.length : comma;
      fields.push(text.slice(at, end));
      at = end;
      continue;
    }
    let field = "";
    for (;;) {
      const end = text.indexOf('"', at + 1);
      if (end === -1) throw new Error(`a quote is not closed: ${row}`);
      field += text.slice(at + 1, end);
      at = end + 1;
      if (text[at] !== '"') break;
      field += '"';
    }
    fields.push(field);
  }
  return fields;
}
