import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LauncherLock } from "../src/launcher-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a second launcher is told who runs, and where its console is", () => {
  const lock = new LauncherLock(folder, { pid: 4711, url: "http://127.0.0.1:4000" });
  expect(() => new LauncherLock(folder, { pid: 4712, url: undefined })).toThrow(
    "runs already in this tree: process 4711, http://127.0.0.1:4000",
  );
  lock.release();
});

test("the holder's note says where its servers are, from when they answer until it lets go", () => {
  const note = join(folder, "launcher.json");
  const lock = new LauncherLock(folder, { pid: 4711, url: undefined });
  expect(JSON.parse(readFileSync(note, "utf8"))).toEqual({ pid: 4711 });
  lock.tell({ kafkaBrokers: "127.0.0.1:9092", schemaRegistryUrl: "http://127.0.0.1:8081" });
  expect(JSON.parse(readFileSync(note, "utf8"))).toEqual({
    pid: 4711,
    kafkaBrokers: "127.0.0.1:9092",
    schemaRegistryUrl: "http://127.0.0.1:8081",
  });
  lock.tell({ mongodbUri: "mongodb://127.0.0.1:27017" });
  expect(JSON.parse(readFileSync(note, "utf8"))).toMatchObject({
    kafkaBrokers: "127.0.0.1:9092",
    mongodbUri: "mongodb://127.0.0.1:27017",
  });
  lock.release();
  expect(existsSync(note)).toBe(false);
});

test("after the first has let go the next may start", () => {
  new LauncherLock(folder, { pid: 1, url: undefined }).release();
  const next = new LauncherLock(folder, { pid: 2, url: undefined });
  expect(() => new LauncherLock(folder, { pid: 3, url: undefined })).toThrow("process 2");
  next.release();
});

test("a launcher that was killed holds nobody up", async () => {
  const module = new URL("../src/launcher-lock.ts", import.meta.url);
  const script = `const { LauncherLock } = await import(${JSON.stringify(module.href)});
    globalThis.lock = new LauncherLock(${JSON.stringify(folder)}, { pid: process.pid, url: undefined });
    setInterval(() => {}, 1000); console.log("locked");`;
  const other = spawn(process.execPath, ["--input-type=module", "--no-warnings", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(other.stdout, "data");
  expect(() => new LauncherLock(folder, { pid: 1, url: undefined })).toThrow(`process ${other.pid}`);
  const ended = once(other, "exit");
  other.kill("SIGKILL");
  await ended;
  new LauncherLock(folder, { pid: 1, url: undefined }).release();
});
