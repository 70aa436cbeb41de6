import { setTimeout as sleep } from "node:timers/promises";
import type { Collection } from "mongodb";

export interface Arrival {
  /** Between the first look that found any and the first that found all. */
  readonly seconds: number;
  /** That came in between. */
  readonly documents: number;
}

export interface ArrivalOptions {
  readonly expected: number;
  readonly timeoutMs: number;
  /** Called at each look; a throw ends the waiting. */
  readonly onLook?: (documents: number) => void;
}

const lookEveryMs = 100;

/** Looks how many documents there are until all are. The server's own count: it is asked the same way whoever writes. */
export async function arrival(collection: Collection, options: ArrivalOptions): Promise<Arrival> {
  const { expected, timeoutMs, onLook = () => {} } = options;
  const giveUpAt = performance.now() + timeoutMs;
  let first: { readonly at: number; readonly documents: number } | undefined;
  for (;;) {
    const documents = await collection.estimatedDocumentCount();
    const at = performance.now();
    onLook(documents);
    if (documents > 0) first ??= { at, documents };
    if (first !== undefined && documents >= expected) {
      return { seconds: (at - first.at) / 1_000, documents: documents - first.documents };
    }
    if (at > giveUpAt) throw new Error(`${documents} of ${expected} documents after ${timeoutMs / 1_000} s`);
    await sleep(lookEveryMs);
  }
}
