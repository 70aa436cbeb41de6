import type { StatusEvent } from "../provider.ts";
import type { Clock } from "./clock.ts";

type Told = Pick<StatusEvent, "state"> &
  Partial<Pick<StatusEvent, "lastTickAt" | "nextOpenAt" | "delaySeconds" | "reason">>;

/** What was last told about a symbol, so that it is told anew only when something but the last tick is different. */
export class StatusLine {
  readonly #clock: Pick<Clock, "now">;
  #told: StatusEvent | undefined;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  get state(): StatusEvent["state"] | undefined {
    return this.#told?.state;
  }

  /** The event, or nothing where it would be a repeat. */
  *tell(told: Told): Generator<StatusEvent> {
    const last = this.#told;
    const observedAt = this.#clock.now();
    const next: StatusEvent = {
      kind: "status",
      state: told.state,
      sinceAt: last?.state === told.state ? last.sinceAt : observedAt,
      lastTickAt: told.lastTickAt ?? null,
      nextOpenAt: told.nextOpenAt ?? null,
      delaySeconds: told.delaySeconds ?? null,
      reason: told.reason ?? null,
      observedAt,
    };
    if (last !== undefined && isRepeat(last, next)) return;
    this.#told = next;
    yield next;
  }
}

function isRepeat(last: StatusEvent, next: StatusEvent): boolean {
  return (
    last.state === next.state &&
    last.reason === next.reason &&
    last.delaySeconds === next.delaySeconds &&
    last.nextOpenAt === next.nextOpenAt
  );
}
