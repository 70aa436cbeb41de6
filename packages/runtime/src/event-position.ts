/** Next offset of each partition of a log: everything before it is known. */
export type Position = readonly number[];

/** What a reader knows when it comes back: how far it saw which log. */
export interface EventId {
  readonly epoch: string;
  readonly position: Position;
}

const pattern = /^(\S{1,200}):(\d{1,15}(?:\.\d{1,15}){0,999})$/;

/** `<epoch>:<offset of partition 0>.<offset of partition 1>…` */
export function formatEventId(id: EventId): string {
  return `${id.epoch}:${id.position.join(".")}`;
}

/** Undefined for whatever this server cannot have written. */
export function parseEventId(text: string): EventId | undefined {
  const [, epoch, offsets] = pattern.exec(text) ?? [];
  if (epoch === undefined || offsets === undefined) return undefined;
  return { epoch, position: offsets.split(".").map(Number) };
}

/** True when `position` is as far as `other` in every partition. */
export function reaches(position: Position, other: Position): boolean {
  return (
    position.length === other.length &&
    position.every((offset, partition) => offset >= (other[partition] ?? Number.POSITIVE_INFINITY))
  );
}
