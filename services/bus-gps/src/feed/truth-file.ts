import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { Context } from "@tributary/runtime";
import { pause } from "../pause.ts";
import { type Motion, motionOf } from "../simulation/motion.ts";
import type { Vehicle } from "../simulation/vehicle.ts";
import { simulatedTime } from "./simulated-time.ts";

/** The truth about one vehicle at one real instant, as a line of the file. */
export function truthLine(vehicleId: string, at: number, state: NonNullable<ReturnType<Motion>>): string {
  const { latitude, longitude, bearingDegrees, speed, direction, departure, meters } = state;
  return `${JSON.stringify({ vehicleId, at, latitude, longitude, bearingDegrees, speed, direction, departure, meters })}\n`;
}

/**
 * Appends where every vehicle really is to the file, at every full second until the signal aborts. A second
 * for which the disk is too slow is left out; a file that cannot be written ends the record, not the service.
 */
export async function recordTruth(
  fleet: readonly Vehicle[],
  file: string,
  speed: number,
  clock: () => number,
  { log, signal }: Pick<Context, "log" | "signal">,
): Promise<void> {
  const motions = fleet.map((vehicle) => [vehicle.vehicleId, motionOf(vehicle)] as const);
  const out = createWriteStream(file, { flags: "a" });
  const closed = finished(out).catch((err: unknown) =>
    log.error({ err, file }, "the truth is no longer recorded"),
  );
  while (!signal.aborted && out.writable) {
    await pause(1000 - (clock() % 1000), signal);
    const at = Math.round(clock() / 1000) * 1000;
    if (signal.aborted || out.writableNeedDrain) continue;
    for (const [vehicleId, motion] of motions) {
      const state = motion(simulatedTime(at, speed));
      if (state !== undefined) out.write(truthLine(vehicleId, at, state));
    }
  }
  out.end();
  await closed;
}
