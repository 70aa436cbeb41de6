import { type DeadLetter, deadLetterHeaders } from "@tributary/contracts";
import type { Entry } from "./fake-operator.ts";

const usual: DeadLetter = {
  topic: "things.thing.v1",
  partition: 0,
  offset: 7,
  timestamp: 1_000,
  group: "taker",
  service: "taker",
  version: "1.2.3",
  stage: "process",
  error: "TypeError",
  message: "x is not a function",
  attempts: 1,
  firstSeen: 2_000,
};

export const asBytes = (headers: Readonly<Record<string, string>>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));

/** A record as `taker` buries it. */
export function buried(
  letter: Partial<DeadLetter> = {},
  record: {
    key?: Buffer | null;
    value?: Buffer | null;
    timestamp?: number;
    headers?: Record<string, string>;
  } = {},
): Exclude<Entry, "control"> {
  const { headers = {}, ...rest } = record;
  return {
    key: Buffer.from("k"),
    value: Buffer.from("v"),
    timestamp: 3_000,
    ...rest,
    headers: asBytes({ ...headers, ...deadLetterHeaders({ ...usual, ...letter }) }),
  };
}
