import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity } from "../src/process-identity.ts";
import { isOurs, reap } from "../src/reap.ts";
import { Roll, type Tier } from "../src/roll.ts";

const folder = mkdtempSync(join(tmpdir(), "reap-"));
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A process in its own group that says "up" once its signal handlers stand. */
async function process_(script: string): Promise<{ pid: number; identity: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ["-e", `${script}; setInterval(() => {}, 1000); console.log("up")`], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  await once(child.stdout, "data");
  const pid = child.pid as number;
  return { pid, identity: processIdentity(pid) as string, child };
}

function rollOf(...entries: readonly { name: string; pid: number; identity: string; tier: Tier }[]): Roll {
  const roll = new Roll(join(mkdtempSync(join(folder, "roll-")), "processes.json"));
  for (const { name, pid, identity, tier } of entries) roll.add({ name, pid, identity, tier });
  return roll;
}

test("a process is ours when it began when the roll says it did", () => {
  const entry = { name: "mill", pid: 1, identity: "boot 7", tier: "service" } as const;
  expect(isOurs(entry, "boot 7")).toBe(true);
  expect(isOurs(entry, "boot 8")).toBe(false);
  expect(isOurs(entry, undefined)).toBe(false);
});

test("this process has an identity, and keeps it; one that is gone has none", async () => {
  const { pid, child } = await process_("");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(processIdentity(pid)).toBeUndefined();
  expect(processIdentity(process.pid)).toEqual(expect.any(String));
  expect(processIdentity(process.pid)).toBe(processIdentity(process.pid));
});

test("what the roll lists is ended, and the roll is empty", async () => {
  const mill = { ...(await process_("")), name: "mill", tier: "service" } as const;
  const roll = rollOf(mill);
  expect((await reap(roll)).map(({ name }) => name)).toEqual(["mill"]);
  expect(processIdentity(mill.pid)).toBeUndefined();
  expect(roll.entries).toEqual([]);
});

test("a stranger that got the number since is left alone", async () => {
  const stranger = { ...(await process_("")), name: "mill", tier: "service" } as const;
  expect(await reap(rollOf({ ...stranger, identity: "an earlier one" }))).toEqual([]);
  expect(processIdentity(stranger.pid)).toBe(stranger.identity);
});

test("one that does not heed SIGTERM is killed when its grace is over", async () => {
  const stubborn = {
    ...(await process_('process.on("SIGTERM", () => {})')),
    name: "mill",
    tier: "service",
  } as const;
  const said: string[] = [];
  await reap(rollOf(stubborn), { graceMs: { service: 200, part: 200 }, say: (line) => said.push(line) });
  expect(processIdentity(stubborn.pid)).toBeUndefined();
  expect(said).toEqual(["mill did not stop within 0.2 s: ended by SIGKILL"]);
});

test("one that was stopped by SIGSTOP ends too", async () => {
  const paused = { ...(await process_("")), name: "mill", tier: "service" } as const;
  process.kill(paused.pid, "SIGSTOP");
  await reap(rollOf(paused));
  expect(paused.child.signalCode).not.toBe("SIGKILL");
  expect(processIdentity(paused.pid)).toBeUndefined();
});

test("parts are asked to stop only when the services are gone", async () => {
  const diary = join(folder, "diary");
  const note = (words: string) =>
    `require("node:fs").appendFileSync(${JSON.stringify(diary)}, "${words}\\n")`;
  const slow = `process.on("SIGTERM", () => setTimeout(() => { ${note("service gone")}; process.exit(0) }, 300))`;
  const quick = `process.on("SIGTERM", () => { ${note("part asked")}; process.exit(0) })`;
  const service = { ...(await process_(slow)), name: "mill", tier: "service" } as const;
  const part = { ...(await process_(quick)), name: "kafka", tier: "part" } as const;
  await reap(rollOf(part, service));
  expect(readFileSync(diary, "utf8")).toBe("service gone\npart asked\n");
});
