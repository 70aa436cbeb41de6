import { ConfigError, type ConfigFault } from "@tributary/config";
import type { Order } from "../dataset.ts";
import type { ReplayPlan } from "../replay/plan.ts";
import type { Pace } from "../replay-status.ts";
import { windowBegin, windowEnd } from "./instant.ts";
import type { ReplayValues } from "./replay-config.ts";

export interface PlanDefaults {
  /** Of the dataset. */
  readonly order: Order;
  /** When neither speed nor rate is given: a number above 0, or `max`. */
  readonly speed: string;
  /** Where neither a begin nor an end is given: a day or an instant with its zone. */
  readonly from?: string;
}

const whatAnInstantIs = "a day such as 2015-02-28, or an instant with its zone such as 2015-02-28T06:00Z";

/** What the configuration asks for. Throws a `ConfigError` with all that does not go together. */
export function replayPlan(prefix: string, values: ReplayValues, defaults: PlanDefaults): ReplayPlan {
  const faults: ConfigFault[] = [];
  const fault = (name: string, given: unknown, expected: string, cure: string) => {
    faults.push({
      name: `${prefix}_${name}`,
      given: given === undefined ? undefined : String(given),
      expected,
      cure,
    });
  };
  const { SPEED: speed, RATE: rate, TO } = values;
  const FROM = values.FROM ?? (TO === undefined ? defaults.from : undefined);
  if (speed !== undefined && rate !== undefined)
    fault(
      "RATE",
      rate,
      `no rate beside ${prefix}_SPEED`,
      "Rows follow by speed or by rate: keep one of the two.",
    );
  if (rate !== undefined && rate <= 0)
    fault("RATE", rate, "a number above 0", "Give rows a second, or unset it.");
  const factor = speedOf(speed ?? defaults.speed);
  if (factor === undefined)
    fault("SPEED", speed, "a number above 0, or max", "10 sends ten seconds of event time a second.");

  const from = FROM === undefined ? undefined : windowBegin(FROM);
  const to = TO === undefined ? undefined : windowEnd(TO);
  if (FROM !== undefined && from === undefined)
    fault("FROM", FROM, whatAnInstantIs, "Correct it, or unset it.");
  if (TO !== undefined && to === undefined) fault("TO", TO, whatAnInstantIs, "Correct it, or unset it.");
  if (from !== undefined && to !== undefined && from >= to)
    fault("TO", TO, `a time after ${prefix}_FROM, ${FROM}`, "No row lies between the two: exchange them?");

  const order = orderOf(values, defaults.order);
  if (values.LATENESS_MS !== undefined && order.by !== "buffer")
    fault(
      "LATENESS_MS",
      values.LATENESS_MS,
      `nothing where rows are in the order ${order.by}`,
      `Set ${prefix}_ORDER=buffer, or unset it.`,
    );
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    pace: rate !== undefined ? { by: "rate", rowsPerSecond: rate } : (factor ?? { by: "max" }),
    gapCapMs: values.GAP_CAP_MS,
    from,
    to,
    isLooping: values.LOOP,
    rebase: values.REBASE,
    order,
    maxBad: values.MAX_BAD,
    whenDone: values.WHEN_DONE,
  };
}

function speedOf(text: string): Pace | undefined {
  if (text === "max") return { by: "max" };
  const speed = /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(speed) && speed > 0 ? { by: "speed", speed } : undefined;
}

/** A minute of lateness where neither the configuration nor the dataset says how much. */
const usualLatenessMs = 60_000;

function orderOf({ ORDER, LATENESS_MS }: ReplayValues, usual: Order): Order {
  const by = ORDER ?? usual.by;
  if (by !== "buffer") return { by };
  const ofDataset = usual.by === "buffer" ? usual.latenessMs : usualLatenessMs;
  return { by, latenessMs: LATENESS_MS ?? ofDataset };
}
