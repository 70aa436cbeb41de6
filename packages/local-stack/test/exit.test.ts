import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitInWords, lastLines, lastTrouble, needsPerson } from "../src/exit.ts";

const folder = mkdtempSync(join(tmpdir(), "exit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function log(...lines: string[]): string {
  const file = join(folder, "service.log");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

test.each([
  [{ code: 78, signal: null }, "exited with 78 (configuration)"],
  [{ code: 77, signal: null }, "exited with 77 (no permission)"],
  [{ code: 69, signal: null }, "exited with 69 (something it needs is unavailable)"],
  [{ code: 13, signal: null }, "exited with 13"],
  [{ code: null, signal: "SIGKILL" as const }, "was ended by SIGKILL"],
])("%j is said in words", (exit, words) => {
  expect(exitInWords(exit)).toBe(words);
});

test("only faults of configuration and permission need a person", () => {
  const codes = [0, 1, 69, 75, 77, 78];
  expect(codes.filter((code) => needsPerson({ code, signal: null }))).toEqual([77, 78]);
});

test("log lines in JSON are quoted in words, others as they are", () => {
  const file = log(
    "first",
    JSON.stringify({ level: "info", msg: "started" }),
    JSON.stringify({ level: "fatal", msg: "cannot start", err: { message: "port taken" } }),
    "plain words",
  );
  expect(lastLines(file, 3)).toEqual(["started", "cannot start: port taken", "plain words"]);
});

test("the trouble is the last error, not what was said after it", () => {
  const file = log(
    JSON.stringify({ level: "error", msg: "one" }),
    JSON.stringify({ level: "fatal", err: { message: "two" } }),
    JSON.stringify({ level: "info", msg: "stopped" }),
  );
  expect(lastTrouble(file)).toBe("two");
});

test("without JSON the trouble is the last line", () => {
  expect(lastTrouble(log("one", "Error: two"))).toBe("Error: two");
});

test("a log without an error, or without a file, has no trouble to tell", () => {
  expect(lastTrouble(log(JSON.stringify({ level: "info", msg: "fine" })))).toBeUndefined();
  expect(lastTrouble(join(folder, "none.log"))).toBeUndefined();
});
