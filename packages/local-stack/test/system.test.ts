import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity } from "../src/process-identity.ts";
import type { Replica } from "../src/replica.ts";
import { type System, type SystemOptions, startSystem } from "../src/system.ts";
import { waitFor } from "../src/wait-for.ts";
import { tinyBlueprint } from "./fixtures/tiny-blueprint.ts";

let folder: string;
let system: System | undefined;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "system-"));
  said = [];
});

afterEach(async () => {
  await system?.stop();
  system = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<SystemOptions> = {}): Promise<System> {
  system = await startSystem({
    folder,
    blueprint: tinyBlueprint,
    kafkaBrokers: "127.0.0.1:1",
    schemaRegistryUrl: "http://127.0.0.1:1",
    say: (line) => said.push(line),
    ...options,
  });
  return system;
}

async function told(url: string): Promise<{ pid: number; env: Record<string, string> }> {
  return (await (await fetch(url)).json()) as { pid: number; env: Record<string, string> };
}

const restarted = (replica: Replica, before: number | undefined) =>
  waitFor(() => replica.pid !== undefined && replica.pid !== before, { timeoutMs: 10_000 });

const isFree = (url: string | undefined) =>
  fetch(url as string).then(
    () => false,
    () => true,
  );

test("every service is told the servers, its ports, and what the caller adds", async () => {
  const { replicas, replica } = await start({ scale: { mill: 2 }, env: { TINY_LINES: "24" } });
  expect(replicas.map(({ name }) => name)).toEqual(["vane", "mill", "mill-2", "door"]);
  const { env } = await told(replica("door").url as string);
  expect(env).toMatchObject({
    KAFKA_BROKERS: "127.0.0.1:1",
    SCHEMA_REGISTRY_URL: "http://127.0.0.1:1",
    TINY_LINES: "24",
    API_URLS: `mill=${replica("mill", 1).url}|${replica("mill", 2).url}`,
  });
  expect(env.OPS_URLS?.split(",").map((entry) => entry.split("=")[0])).toEqual(["vane", "mill", "door"]);
});

test("a service that is killed comes back at the same address, and a line says so", async () => {
  const mill = (await start({ only: ["mill"] })).replica("mill");
  const before = mill.pid;
  mill.kill("SIGKILL");
  await restarted(mill, before);
  await mill.ready({ timeoutMs: 10_000 });
  expect((await told(mill.url as string)).pid).toBe(mill.pid);
  expect(said.join("\n")).toContain("mill was ended by SIGKILL: starting it again in 0.5 s");
});

test("a service that fails comes back; the line has its exit code", async () => {
  const mill = (await start({ only: ["mill"] })).replica("mill");
  const before = mill.pid;
  await fetch(`${mill.url}/fail`).catch(() => {});
  await restarted(mill, before);
  expect(said.join("\n")).toContain("mill exited with 1 (failed)");
});

test("a producer that is done stays down", async () => {
  const vane = (await start({ only: ["vane"] })).replica("vane");
  vane.kill("SIGTERM");
  const line = "vane is done (exit 0), and is not started again";
  await waitFor(() => said.includes(line), { timeoutMs: 10_000 });
  expect(vane.pid).toBeUndefined();
  expect(vane.starts).toBe(1);
});

test("a consumer is never done: it comes back after exit 0 as well", async () => {
  const mill = (await start({ only: ["mill"] })).replica("mill");
  const before = mill.pid;
  await fetch(`${mill.url}/finish`).catch(() => {});
  await restarted(mill, before);
  expect(said.join("\n")).toContain("mill exited with 0: starting it again in 0.5 s");
});

test("a wrong setting fails the start with the service's own words, and leaves nothing behind", async () => {
  await expect(start({ env: { TINY_MOOD: "misconfigured" } })).rejects.toMatchObject({
    message: expect.stringContaining("TINY_MOOD: expected well, given misconfigured"),
    exitCode: 78,
  });
  expect(JSON.parse(readFileSync(join(folder, "processes.json"), "utf8"))).toEqual([]);
});

test("after the stop no process and no port is left", async () => {
  const { replicas, stop } = await start();
  const pids = replicas.map(({ pid }) => pid as number);
  expect(pids.map(processIdentity)).not.toContain(undefined);
  await stop();
  expect(pids.map(processIdentity)).toEqual([undefined, undefined, undefined]);
  const addresses = replicas.flatMap(({ url, opsUrl }) => [opsUrl, ...(url ? [url] : [])]);
  expect(await Promise.all(addresses.map(isFree))).toEqual(addresses.map(() => true));
});

test("a start that is broken off ends what it has started", async () => {
  const breaking = new AbortController();
  const starting = start({
    signal: breaking.signal,
    say: (line) => {
      if (line.startsWith("Starting vane")) breaking.abort(new Error("broken off"));
    },
  });
  await expect(starting).rejects.toThrow("broken off");
  expect(JSON.parse(readFileSync(join(folder, "processes.json"), "utf8"))).toEqual([]);
});

test("a group that has tripped does not keep the others from starting; the start says what to do", async () => {
  await start({ env: { TINY_MOOD: "tripped" } });
  expect(said.filter((line) => line.startsWith("mill "))).toEqual([
    "mill stands still: tripwire (tripped: 20 in a row buried; resume with npm run dlq -- resume --group mill)",
  ]);
});
