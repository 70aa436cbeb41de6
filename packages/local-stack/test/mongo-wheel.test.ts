import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchWheel, wheelFailed, wheelVersion } from "../src/mongo-wheel.ts";
import { silence } from "../src/say.ts";

let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wheel-"));
  cache = join(folder, "cache");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A Python whose `-m venv` puts one into the environment that does this for pip, and notes how it was called. */
function python(pip: string): { command: string; version: string } {
  const calls = join(folder, "calls");
  const inner = `#!/bin/sh\\necho "$*" >> ${calls}\\ncase "$2" in pip) ${pip};; esac\\n`;
  const file = join(folder, "python");
  const script = `mkdir -p "$3/bin"; printf '${inner}' > "$3/bin/python"; chmod +x "$3/bin/python"`;
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { command: file, version: "3.11" };
}

const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const fetch = (from: ReturnType<typeof python>) => fetchWheel(from, { say: silence, cache });

test("the version is the one that requirements.txt pins", () => {
  expect(wheelVersion()).toBe("0.7.0b3");
});

test("pip installs it, once, into an environment named after its version and Python's", async () => {
  const from = python("exit 0");
  const name = "secantusdb-0.7.0b3-python3.11";
  expect(await fetch(from)).toBe(join(cache, name, "bin/python"));
  expect(await fetch(from)).toBe(join(cache, name, "bin/python"));
  expect(readdirSync(cache)).toEqual([name]);
  expect(calls()).toEqual([
    expect.stringMatching(/^-m pip install .*-r .*parts\/mongo\/requirements\.txt$/),
    "-c import secantus.server",
  ]);
});

test("a failed installation leaves nothing that looks like one, and passes on pip's words", async () => {
  const failing = python('echo "ERROR: No matching distribution found" >\\&2; exit 1'.replace("\\&", "&"));
  await expect(fetch(failing)).rejects.toThrow(
    "SecantusDB 0.7.0b3 could not be installed by pip.\nWhat it said:\nERROR: No matching distribution found",
  );
  expect(readdirSync(cache)).toEqual([]);
});

test("an unreachable package index is named as such", () => {
  const said = "WARNING: Retrying after connection broken by 'NewConnectionError(...)': /simple/secantusdb/";
  expect(wheelFailed("SecantusDB", said)).toContain("The Python package index was not reached");
});
