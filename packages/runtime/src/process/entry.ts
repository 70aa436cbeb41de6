import type { IncomingRecord } from "@tributary/kafka";
import type { Message } from "./message.ts";
import type { Poison } from "./poison.ts";

/** What became of one record before the shape's own work. */
export type Entry<T> =
  | { readonly record: IncomingRecord; readonly message: Message<T> }
  | { readonly record: IncomingRecord; readonly poison: Poison; readonly message?: undefined }
  /** Nothing to do, for a reason in one word: `tombstone`, or `resent_to_another_group`. */
  | {
      readonly record: IncomingRecord;
      readonly skipped: string;
      readonly message?: undefined;
      readonly poison?: undefined;
    };
