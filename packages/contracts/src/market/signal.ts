import { decimal } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Topic } from "../topic.ts";
import { anyFlag, interval, moment, openTime, price, revision, symbol, word } from "./market-checks.ts";
import { type Signal, signalSchema } from "./signal.generated.ts";

const days = 86_400_000;
const amount = decimal({ from: -1e24, to: 1e24 }, "of its formula");

/** What traders watch for, at closed bars alone, so that no signal is ever taken back. */
export const signal: Topic<Signal> = {
  name: "market.signal.v1",
  schema: signalSchema,
  key: ({ symbol }) => symbol,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 6,
  cleanup: { policy: "delete", retentionMs: 30 * days },
  fault: firstFault<Signal>({
    symbol,
    interval,
    openTime,
    kind: word,
    close: price,
    currency: word,
    level: amount,
    reading: amount,
    revision,
    late: anyFlag,
    observedAt: moment,
  }),
};
