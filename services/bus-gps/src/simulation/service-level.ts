import { between, textKey } from "./chance.ts";
import type { LinePlan } from "./line-plan.ts";
import { scheduledSeconds, turnSeconds, type Window } from "./shift.ts";

/** Buses of one kind on one line. */
export interface Service {
  readonly windows: readonly Window[];
  readonly vehicles: number;
}

const hour = 3600;
const window = (from: number, until: number, weekdaysOnly = false): Window => {
  return { from: from * hour, until: until * hour, weekdaysOnly };
};
const allDay = [window(5, 24.4)];
const daytime = [window(6.25, 20)];
const rushHours = [window(6.5, 9, true), window(15.25, 18.25, true)];
const school = [window(7.25, 8.75, true), window(14.75, 16.25, true)];
const shopping = [window(10, 14)];
const night = [window(23.25, 29.5)];

/**
 * Lines that run all night under their own number. Those of London's 24-hour lines that are certain, and 11:
 * in London N11 takes over from it, here it keeps the three default lines alive at any hour.
 */
const aroundTheClock = new Set(
  "6 11 12 14 23 24 25 27 36 37 43 47 52 53 64 65 69 72 83 85 88 93 94 108 134 139 148 149 159 176 188 189 213 214 220 222 243 250 264 266 271 274 279 281 285 295 297 341 344 345 390 453 472 474 C2".split(
    " ",
  ),
);

/**
 * How many buses a line runs, and when. No public file holds headways with this network: these are invented,
 * 5 to 7 minutes in the centre and 7 to 11 at the edge, and set so that all lines together have 8,000 to
 * 10,000 buses out by day, as London has.
 */
export function servicesOf(plan: LinePlan): readonly Service[] {
  const { line, centrality } = plan;
  const luck = between(0.85, 1.25, textKey(line), 7);
  if (line.startsWith("N"))
    return [{ windows: night, vehicles: fleetFor(plan, (22 - 6 * centrality) * luck, 0.4) }];
  if (/^6\d\d$/.test(line)) return [{ windows: school, vehicles: 2 }];
  if (/^9\d\d$/.test(line)) return [{ windows: shopping, vehicles: 1 }];
  const total = fleetFor(plan, (8.3 - 3 * centrality) * luck, 1);
  const untilEvening = Math.round(total * 0.3);
  const services = [
    { windows: allDay, vehicles: total - untilEvening },
    { windows: daytime, vehicles: untilEvening },
    { windows: rushHours, vehicles: Math.round(total * 0.1) },
  ];
  if (!aroundTheClock.has(line)) return services;
  return [...services, { windows: night, vehicles: fleetFor(plan, (24 - 6 * centrality) * luck, 0.4) }];
}

/** Seconds from a bus's departure to its next from the same stop. */
export function cycleSeconds(plan: LinePlan, delay: number): number {
  return plan.ways.reduce((sum, way) => sum + turnSeconds(way, scheduledSeconds(way, delay)), 0);
}

function fleetFor(plan: LinePlan, headwayMinutes: number, delay: number): number {
  return Math.max(1, Math.round(cycleSeconds(plan, delay) / 60 / headwayMinutes));
}
