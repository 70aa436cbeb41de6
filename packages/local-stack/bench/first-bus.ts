/**
 * How long `npm start` takes until a bus has moved: cold (fresh clone, nothing installed, no parts, empty Maven
 * repository), then warm (the second start), as whole processes. Prints JSON.
 *
 *     node packages/local-stack/bench/first-bus.ts [warm starts=3]
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

interface Vehicle {
  readonly vehicleId: string;
  readonly latitude: number;
  readonly longitude: number;
}

const warmStarts = Number(process.argv[2] ?? 3);
const tree = fileURLToPath(new URL("../../..", import.meta.url));
const port = 4900;
const folder = await mkdtemp(join(tmpdir(), "tributary-first-bus-"));
const clone = join(folder, "clone");
const env = {
  ...process.env,
  CONSOLE_PORT: String(port),
  TRIBUTARY_PARTS_CACHE: join(folder, "parts"),
  MAVEN_OPTS: `-Dmaven.repo.local=${join(folder, "maven")}`,
};

async function vehicles(): Promise<ReadonlyMap<string, Vehicle>> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/map-feed/vehicles`).catch(() => undefined);
  if (!answer?.ok) return new Map();
  const body = (await answer.json()) as { vehicles: Vehicle[] };
  return new Map(body.vehicles.map((vehicle) => [vehicle.vehicleId, vehicle]));
}

/** Seconds from the command to the moment a vehicle is elsewhere than when it was first seen. */
async function secondsToFirstMove(): Promise<number> {
  const began = performance.now();
  // What `npm start` runs: npm itself would be gone before everything has stopped.
  const start = [join(clone, "packages/tooling/src/bootstrap.mjs"), "start"];
  const child = spawn(process.execPath, start, { cwd: clone, env, stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(child, "exit");
  const seen = new Map<string, Vehicle>();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    const now = await vehicles();
    const moved = [...now.values()].some(({ vehicleId, latitude, longitude }) => {
      const first = seen.get(vehicleId);
      return first !== undefined && (first.latitude !== latitude || first.longitude !== longitude);
    });
    if (moved) break;
    for (const [id, vehicle] of now) if (!seen.has(id)) seen.set(id, vehicle);
    await delay(100);
  }
  const seconds = (performance.now() - began) / 1000;
  child.kill("SIGTERM");
  await ended;
  return Number(seconds.toFixed(1));
}

try {
  execFileSync("git", ["clone", "--quiet", tree, clone]);
  const cold = await secondsToFirstMove();
  const warm: number[] = [];
  for (let start = 0; start < warmStarts; start++) warm.push(await secondsToFirstMove());
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  console.log(JSON.stringify({ bench: "first-bus", unit: "s", cold, warm, machine }, null, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
