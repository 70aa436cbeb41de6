/**
 * Server-sent events as bytes. All data is JSON on one line: JSON escapes CR and LF inside texts,
 * so no value can end an event or begin another. Separators are shared, so that events are put together
 * from parts that many readers share.
 */
export const retryFrame = Buffer.from("retry: 2000\n\n");
export const heartbeatFrame = Buffer.from(": heartbeat\n\n");

const comma = Buffer.from(",");
const contentEnd = Buffer.from("]}\n\n");

/** A `reset` or `delta` of rows that are already JSON, in parts; without any rows it is an empty one. */
export function contentFrame(
  event: "reset" | "delta",
  clock: number,
  columns: readonly string[],
  rows: readonly Buffer[],
): Buffer[] {
  const head = `event: ${event}\ndata: {"clock":${clock},"columns":${JSON.stringify(columns)},"rows":[`;
  const frame: Buffer[] = [Buffer.from(head)];
  for (const [index, part] of rows.filter((part) => part.length > 0).entries()) {
    if (index > 0) frame.push(comma);
    frame.push(part);
  }
  frame.push(contentEnd);
  return frame;
}

export function removeFrame(clock: number, keys: readonly string[]): Buffer {
  return Buffer.from(`event: remove\ndata: ${JSON.stringify({ clock, keys })}\n\n`);
}

/** The server is stopping: come back with the last id. */
export function reconnectFrame(clock: number): Buffer {
  return Buffer.from(`event: reconnect\ndata: ${JSON.stringify({ clock })}\n\n`);
}

/** Moves the reader's Last-Event-ID without an event. */
export function idFrame(id: string): Buffer {
  return Buffer.from(`id: ${id}\n\n`);
}
