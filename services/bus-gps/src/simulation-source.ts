import { performance } from "node:perf_hooks";
import { loadNetwork } from "@tributary/bus-network";
import { ConfigError } from "@tributary/config";
import { simulatedFeed } from "./feed/simulated-feed.ts";
import { steadyClock } from "./feed/steady-clock.ts";
import { recordTruth } from "./feed/truth-file.ts";
import { pause } from "./pause.ts";
import type { PositionSource } from "./position-source.ts";
import { fleetOf } from "./simulation/fleet.ts";
import type { Vehicle } from "./simulation/vehicle.ts";

/** Reports are handed on in steps of so long: even within the second, and few timers. */
const stepMs = 10;

/** The simulated fleet, reporting as time goes by. @throws ConfigError when a line is not in the network */
export const simulationSource: PositionSource = (context) =>
  reports(fleetFor(context.config.BUS_LINES, context.config.BUS_SEED), context);

async function* reports(
  fleet: readonly Vehicle[],
  context: Parameters<PositionSource>[0],
): ReturnType<PositionSource> {
  const { config, log, metrics, signal, now } = context;
  log.info({ lines: config.BUS_LINES, vehicles: fleet.length, mode: config.BUS_MODE }, "simulating");
  const clock = steadyClock(now, () => performance.now());
  const feed = simulatedFeed(
    fleet,
    {
      mode: config.BUS_MODE,
      speed: config.BUS_SPEED,
      jitterMeters: config.BUS_JITTER_METERS,
      missingShare: config.BUS_MISSING_SHARE,
      duplicateShare: config.BUS_DUPLICATE_SHARE,
      lateShare: config.BUS_LATE_SHARE,
      lateMs: config.BUS_LATE_MS,
    },
    clock(),
  );
  const out = metrics.gauge("transit_simulated_vehicles", "Simulated vehicles in service now");
  if (config.BUS_TRUTH_FILE !== undefined) {
    void recordTruth(fleet, config.BUS_TRUTH_FILE, config.BUS_SPEED, clock, context);
  }
  while (!signal.aborted) {
    yield* feed.due(clock());
    out.set(feed.inService());
    // Never longer than a second: the clock may be set meanwhile.
    await pause(Math.min(1000, Math.max(stepMs, feed.nextAt() - clock())), signal);
  }
}

/** @throws ConfigError when a line is not in the network */
function fleetFor(lines: readonly string[], seed: number): readonly Vehicle[] {
  const network = loadNetwork();
  if (lines.length === 1 && lines[0] === "all") return fleetOf(network, network.lines, seed);
  const unknown = lines.filter((line) => !network.lines.includes(line));
  if (unknown.length > 0) {
    throw new ConfigError([
      {
        name: "BUS_LINES",
        given: unknown.join(","),
        expected: `\`all\`, or lines of London's network such as ${network.lines.slice(0, 8).join(", ")}`,
        cure: "Leave out the lines given here, or correct them.",
      },
    ]);
  }
  return fleetOf(network, [...new Set(lines)], seed);
}
