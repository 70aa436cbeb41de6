import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { services } from "@tributary/catalog";
import { findMongoProgram } from "../src/mongo-program.ts";
import { Ports } from "../src/ports.ts";
import { processIdentity } from "../src/process-identity.ts";
import { findPrometheus } from "../src/prometheus-program.ts";
import { waitFor } from "../src/wait-for.ts";
import { Launcher } from "./fixtures/launcher.ts";

// The real thing: `npm start` with Kafka, registry, MongoDB and the services of the catalog.
const folder = mkdtempSync(join(tmpdir(), "launch-"));
const withMongo = findMongoProgram() !== undefined;
const withPrometheus = findPrometheus() !== undefined;
const parts = [
  "kafka",
  "registry",
  ...(withMongo ? ["mongo"] : []),
  ...(withPrometheus ? ["prometheus"] : []),
];
const names = services.map(({ name }) => name).filter((name) => withMongo || name !== "mongo-sink");
const everyone = [...parts, ...names].sort();
/** The parts, and of each kind of service one; what brings them back is the same for all of a kind. */
const fallen = [...parts, "bus-gps", "flight-csv", "map-feed", "console"];
/** Not of those that are given to whoever connects: this one is to be free again after a restart. */
const ports = new Ports({ usual: false, say: () => {} });
let port: number;
let launcher: Launcher;

beforeAll(async () => {
  port = await ports.claim("console", 0);
});

afterAll(async () => {
  await launcher?.end("SIGTERM"); // undefined when only a later test was asked for
  rmSync(folder, { recursive: true, force: true });
});

const console_ = () => ({ CONSOLE_PORT: String(port) });

/** When the broker took the newest position that the console shows, epoch ms; 0 when it shows none. */
async function newest(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/map-feed/vehicles`).catch(() => undefined);
  if (!answer?.ok) return 0;
  const { vehicles } = (await answer.json()) as { vehicles: { appendedAt: number }[] };
  return Math.max(0, ...vehicles.map(({ appendedAt }) => appendedAt));
}

const flowsSince = (instant: number) =>
  waitFor(async () => (await newest()) > instant, {
    timeoutMs: 60_000,
    late: () => new Error(`no bus since ${instant}; the launcher said:\n${launcher.said}`),
  });

const gone = (pids: readonly number[]) => pids.every((pid) => processIdentity(pid) === undefined);

async function busy(table: string): Promise<number[]> {
  const ports = [...table.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, text]) => Number(text));
  const found = await Promise.all([...new Set(ports)].map(async (one) => ((await isFree(one)) ? [] : [one])));
  return found.flat();
}

/** Not by get-port, which remembers what it was asked for. */
function isFree(one: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(one, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

test("everything starts, and buses reach the console", async () => {
  launcher = new Launcher(folder, console_());
  const table = await launcher.table();
  expect(table).toContain(`Open http://127.0.0.1:${port}/buses`);
  expect(launcher.processes.map(({ name }) => name).sort()).toEqual(everyone);
  const note = JSON.parse(readFileSync(join(folder, "launcher.json"), "utf8"));
  const { kafkaBrokers, schemaRegistryUrl, mongodbUri } = note;
  expect(table).toMatch(new RegExp(`Kafka +${kafkaBrokers}\\b`));
  expect(table).toContain(schemaRegistryUrl);
  if (withMongo) expect(table).toMatch(new RegExp(`MongoDB +${mongodbUri}\\b`));
  await flowsSince(0);
}, 180_000);

test("a second start in the same tree says that one runs, and where", async () => {
  const second = new Launcher(folder, console_());
  const exit = await second.exit();
  expect(second.said).toContain(`process ${launcher.child.pid}, http://127.0.0.1:${port}`);
  expect(exit).toBe(75);
});

test.each(fallen)(
  "%s comes back after kill -9, and buses flow on",
  async (name) => {
    const before = launcher.pid(name) as number;
    process.kill(before, "SIGKILL");
    await waitFor(() => ![undefined, before].includes(launcher.pid(name)), { timeoutMs: 30_000 });
    expect(launcher.said).toContain(`${name} was ended by SIGKILL`);
    await flowsSince(Date.now());
  },
  120_000,
);

test("Ctrl+C stops all: exit 0, no process and no busy port is left", async () => {
  const table = await launcher.table();
  const pids = launcher.processes.map(({ pid }) => pid);
  expect(pids).toHaveLength(everyone.length);
  expect(await launcher.end("SIGINT")).toBe(0);
  expect(gone(pids)).toBe(true);
  expect(await busy(table)).toEqual([]);
}, 60_000);

test("after a kill -9 of the launcher everyone ends, and the next start has its ports", async () => {
  launcher = new Launcher(folder, console_());
  const table = await launcher.table();
  const pids = launcher.processes.map(({ pid }) => pid);
  expect(await launcher.end("SIGKILL")).toBeNull();
  await waitFor(() => gone(pids), { timeoutMs: 40_000 });
  expect(await busy(table)).toEqual([]);
  launcher = new Launcher(folder, console_());
  await launcher.table();
}, 180_000);

test("Ctrl+C while Kafka starts leaves nothing behind either", async () => {
  const other = mkdtempSync(join(tmpdir(), "launch-"));
  const brokenOff = new Launcher(other, { CONSOLE_PORT: String(await ports.claim("console", 0)) });
  try {
    await waitFor(() => brokenOff.said.includes("Starting Kafka"), { timeoutMs: 30_000 });
    expect(await brokenOff.end("SIGINT")).toBe(0);
    expect(brokenOff.said).toContain("All stopped");
    expect(brokenOff.processes).toEqual([]);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}, 60_000);

test("a console port that is taken is named, with what to do; nothing is left running", async () => {
  const occupant = createServer().listen(0, "127.0.0.1");
  const other = mkdtempSync(join(tmpdir(), "launch-"));
  try {
    await once(occupant, "listening");
    const taken = (occupant.address() as { port: number }).port;
    const refused = new Launcher(other, { CONSOLE_PORT: String(taken) });
    expect(await refused.exit()).toBe(78);
    expect(refused.said).toContain(`Port ${taken}`);
    expect(refused.said).toContain(`CONSOLE_PORT=${taken + 1} npm start`);
    expect(refused.processes).toEqual([]);
  } finally {
    occupant.close();
    rmSync(other, { recursive: true, force: true });
  }
});
