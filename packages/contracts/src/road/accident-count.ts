import { text, whole } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Topic } from "../topic.ts";
import { stateCode } from "./accident.ts";
import { type AccidentCount, accidentCountSchema } from "./accident-count.generated.ts";

/**
 * The table of accidents by state, severity and hour of the week. Accidents lie in the partitions of their ids, so that each
 * partition counts apart: whoever wants the count adds up the parts. The replay is part of the key, for a file that is
 * replayed again is another count and not twice the accidents.
 */
export const accidentCount: Topic<AccidentCount> = {
  name: "road.accident-count.v1",
  schema: accidentCountSchema,
  key: accidentCountKey,
  // A table of weeks has no instant of its own.
  eventTime: () => 0,
  partitions: 6,
  cleanup: { policy: "compact" },
  fault: firstFault<AccidentCount>({
    replay: text(64),
    state: stateCode,
    severityLevel: whole({ from: 1, to: 4 }, "levels"),
    hourOfWeek: whole({ from: 0, to: 167 }, "hours of the week"),
    part: whole({ from: 0, to: 2 ** 16 }, "partitions"),
    accidentCount: whole({ from: 0, to: 2 ** 40 }, "accidents"),
  }),
};

/** `OH|2|31|5|20261122T120304Z.5f2a9c1e.1.0`, also of a count that is to be taken back. */
export function accidentCountKey(
  count: Pick<AccidentCount, "state" | "severityLevel" | "hourOfWeek" | "part" | "replay">,
): string {
  const { state, severityLevel, hourOfWeek, part, replay } = count;
  return `${state}|${severityLevel}|${hourOfWeek}|${part}|${replay}`;
}
