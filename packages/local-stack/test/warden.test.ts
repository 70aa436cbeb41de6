import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Household } from "../src/household.ts";
import { processIdentity } from "../src/process-identity.ts";
import { Roll } from "../src/roll.ts";
import { waitFor } from "../src/wait-for.ts";

const launcherFile = fileURLToPath(new URL("./fixtures/tiny-launcher.ts", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "warden-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function launcher(): Promise<{ child: ChildProcess; pids: number[] }> {
  const child = spawn(process.execPath, ["--no-warnings", launcherFile, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, pids: JSON.parse(line.toString()) as number[] };
}

const alive = (pids: readonly number[]) => pids.filter((pid) => processIdentity(pid) !== undefined);

/** Empty once the warden has done its work. */
const onRoll = () => new Roll(join(folder, "processes.json")).entries;

test("when the launcher is killed its services end by themselves", async () => {
  const { child, pids } = await launcher();
  expect(alive(pids)).toEqual(pids);
  child.kill("SIGKILL");
  await waitFor(() => alive(pids).length === 0, { timeoutMs: 10_000 });
  await waitFor(() => onRoll().length === 0, { timeoutMs: 10_000 });
});

// Finding the warden takes /proc.
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("what a killed launcher and a killed warden left is ended by the next start", async () => {
  const { child, pids } = await launcher();
  process.kill(wardenOf(child.pid as number), "SIGKILL");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(alive(pids)).toEqual(pids);
  const { household, leftovers } = await Household.open(folder);
  expect(leftovers.map(({ pid }) => pid).sort()).toEqual([...pids].sort());
  expect(alive(pids)).toEqual([]);
  await household.close();
});

function wardenOf(launcherPid: number): number {
  const children = readFileSync(`/proc/${launcherPid}/task/${launcherPid}/children`, "utf8")
    .trim()
    .split(" ")
    .map(Number);
  const warden = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("warden-main.ts"),
  );
  if (warden === undefined) throw new Error("the launcher has no warden");
  return warden;
}
