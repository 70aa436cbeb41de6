import { nullable, text, whole } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Topic } from "../topic.ts";
import { moment, symbol, word } from "./market-checks.ts";
import { type Status, statusSchema } from "./status.generated.ts";

/** How it stands with each symbol. The words of `state` are open, or a new one would cost older readers the whole record. */
export const status: Topic<Status> = {
  name: "market.status.v1",
  schema: statusSchema,
  key: ({ symbol }) => symbol,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 6,
  cleanup: { policy: "compact" },
  fault: firstFault<Status>({
    symbol,
    exchange: word,
    state: word,
    sinceAt: moment,
    lastTickAt: nullable(moment),
    nextOpenAt: nullable(moment),
    delaySeconds: nullable(whole({ from: 0, to: 86_400 }, "seconds")),
    reason: nullable(text(256)),
    source: word,
    observedAt: moment,
  }),
};
