import { nullable } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Fault, Topic } from "../topic.ts";
import { type Bar, barSchema } from "./bar.generated.ts";
import {
  anyFlag,
  interval,
  moment,
  openTime,
  price,
  revision,
  symbol,
  volume,
  word,
} from "./market-checks.ts";

const days = 86_400_000;

/** Ticks and corrections of bars, as sources report them. A symbol's lie in one partition, in the order they were seen. */
export const bar: Topic<Bar> = {
  name: "market.bar.v1",
  schema: barSchema,
  key: ({ symbol }) => symbol,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 6,
  cleanup: { policy: "delete", retentionMs: 30 * days },
  fault: (value) => fieldFault(value) ?? rangeFault(value),
};

/** Checks of what bars and indicators have in common. */
export const barChecks = {
  symbol,
  exchange: word,
  interval,
  openTime,
  open: price,
  high: price,
  low: price,
  close: price,
  adjustedClose: nullable(price),
  volume: nullable(volume),
  currency: word,
  final: anyFlag,
  revision,
  source: word,
  observedAt: moment,
} as const;

const fieldFault = firstFault<Bar>(barChecks);

/** Damaged numbers are often possible ones, but seldom in this order. */
export function rangeFault({
  open,
  high,
  low,
  close,
}: Pick<Bar, "open" | "high" | "low" | "close">): Fault | undefined {
  if (high < Math.max(open, close, low)) return { field: "high", given: high, expected: "the highest price" };
  if (low > Math.min(open, close)) return { field: "low", given: low, expected: "the lowest price" };
  return undefined;
}
