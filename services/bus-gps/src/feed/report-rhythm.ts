import { between, chance } from "../simulation/chance.ts";
import { anchor } from "./simulated-time.ts";

/** `live`: every second, as HSL's buses do. `feed`: every 10 to 30 s, as London's do. */
export type Mode = "live" | "feed";

/** When a vehicle reports, for ever: its reports are numbered from the anchor on. */
export interface Rhythm {
  readonly periodMs: number;
  readonly phaseMs: number;
  /** A report comes up to so much after its turn. */
  readonly wobbleMs: number;
  readonly key: number;
}

/** Each vehicle has its own place in the second (or half minute), so that reports come evenly and not in bursts. */
export function rhythmOf(key: number, mode: Mode): Rhythm {
  const periodMs = mode === "live" ? 1000 : Math.round(between(12_000, 28_000, key, 21));
  const phaseMs = Math.floor(chance(key, 22) * periodMs);
  return { periodMs, phaseMs, wobbleMs: mode === "live" ? 0 : 2000, key };
}

/** Instant of a report, epoch milliseconds. */
export function reportTime(rhythm: Rhythm, sequence: number): number {
  const { periodMs, phaseMs, wobbleMs, key } = rhythm;
  return anchor + phaseMs + sequence * periodMs + Math.floor(wobbleMs * chance(key, 23, sequence));
}

/** Number of the first report after the instant. */
export function nextReport(rhythm: Rhythm, time: number): number {
  const turn = Math.max(0, Math.floor((time - anchor - rhythm.phaseMs) / rhythm.periodMs));
  return reportTime(rhythm, turn) > time ? turn : turn + 1;
}
