import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { ConfigError } from "@tributary/config";
import { steadyClock } from "../feed/steady-clock.ts";
import { pause } from "../pause.ts";
import type { PositionSource } from "../position-source.ts";
import { inputUrl } from "./feed-document.ts";
import { type DrawnBus, drawnBusAt, drawnBuses } from "./geojson-lines.ts";

/** Drawn lines: each file of a folder a line, each LineString a bus that moves on one vertex a second. */
export const geojsonSource: PositionSource = async function* ({ config, log, signal, now }) {
  const buses = await readBuses(inputUrl(config), config.BUS_INPUT_OPERATOR);
  log.info({ buses: buses.length }, "driving along drawn lines");
  const clock = steadyClock(now, () => performance.now());
  while (!signal.aborted) {
    await pause(1000 - (clock() % 1000), signal);
    // A pause of the process is not made up for: the second is the one it is now.
    const second = Math.round(clock() / 1000);
    if (!signal.aborted) yield* buses.map((bus) => drawnBusAt(bus, second));
  }
};

/** @throws ConfigError when there is nothing to drive along */
async function readBuses(place: string, operator: string): Promise<readonly DrawnBus[]> {
  try {
    const buses: DrawnBus[] = [];
    for (const file of await filesOf(place))
      buses.push(...drawnBuses(file, await readFile(file, "utf8"), operator));
    if (buses.length > 0) return buses;
  } catch (cause) {
    throw Object.assign(nothingDrawn(place), { cause });
  }
  throw nothingDrawn(place);
}

async function filesOf(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = await readdir(place);
  return names
    .filter((name) => /\.(geo)?json$/i.test(name))
    .sort()
    .map((name) => join(place, name));
}

function nothingDrawn(place: string): ConfigError {
  return new ConfigError([
    {
      name: "BUS_INPUT_URL",
      given: place,
      expected: "a GeoJSON file with a LineString, or a folder of such files",
      cure: "Draw a line, for example at geojson.io, and name the file.",
    },
  ]);
}
