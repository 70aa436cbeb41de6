import type { ReplayPlan } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** What ends a replay whose file has more bad rows than is allowed; all before that is in the log. */
export class TooManyBadRows extends Error {
  override readonly name = "TooManyBadRows";

  constructor({ buried, reasons }: Tally, { maxBad }: Pick<ReplayPlan, "maxBad">) {
    const counts = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
    super(`${buried} bad rows, at most ${maxBad} are allowed (${counts.join(", ")}): see the dead letters`);
  }
}
