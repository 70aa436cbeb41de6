import type { Ports } from "@tributary/runtime";
import type { ReplayTerminal } from "../../src/command/display.ts";
import { replayCommand } from "../../src/command/replay-command.ts";
import { gauge, readingsFile } from "../fake/readings.ts";

const unused = () => Promise.reject(new Error("no Kafka is needed here"));

/** Runs the command where there is no Kafka. */
async function run(...words: string[]) {
  const said = { out: "", err: "" };
  const terminal: ReplayTerminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    width: undefined,
    onKey: undefined,
    onStop: () => () => {},
  };
  const ports: Ports = {
    env: { KAFKA_BROKERS: "127.0.0.1:1" },
    isTerminal: false,
    now: () => 0,
    openBroker: unused,
    openOperator: unused,
    openCodec: () => {
      throw new Error("no Kafka is needed here");
    },
  };
  const exitCode = await replayCommand(words, { replays: { readings: gauge }, ports, terminal, folder: "/" });
  return { exitCode, ...said };
}

test("--help shows every option and examples that can be copied", async () => {
  const { exitCode, out } = await run("readings", "--help");
  expect(exitCode).toBe(0);
  for (const option of ["--speed", "--rate", "--gap-cap", "--from", "--to", "--loop", "--rebase", "--order"])
    expect(out).toContain(option);
  for (const option of ["--lateness", "--max-bad", "--again", "--dry-run"]) expect(out).toContain(option);
  expect(out).toContain("npm run replay -- readings readings.csv --speed 10");
});

test("a dry run needs no Kafka, reports, and says by its exit code whether too much is bad", async () => {
  const file = readingsFile(["0,1", "1000,x", "2000,3"]);
  const { exitCode, out } = await run("readings", file, "--dry-run");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/good +2 would be sent/);
  expect(out).toMatch(/bad +1 would be buried/);
  expect((await run("readings", file, "--dry-run", "--max-bad", "0")).exitCode).toBe(1);
});

test.each([
  [["readings", "/nowhere/r.csv"], 78, /\/nowhere\/r\.csv/],
  [["readings", "/nowhere/r.csv", "--dry-run"], 78, /\/nowhere\/r\.csv/],
  [["readings", "/"], 78, /folder|directory/],
  [
    ["readings", readingsFile([]), "--speed", "10", "--rate", "5"],
    78,
    /^--rate: given "5", expected no rate beside --speed/,
  ],
  [["readings", readingsFile([]), "--lateness", "5m"], 78, /^--lateness: given "300000"/],
  [["readings", readingsFile([]), "--gap-cap", "5"], 2, /A duration is a number with its unit/],
  [["readings"], 2, /missing required argument 'file'/],
  [["reading", "r.csv"], 2, /Did you mean readings/],
  [["readings", "r.csv", "--velocity", "3"], 2, /unknown option '--velocity'/],
])("%j exits %d with words and no stack", async (words, code, said) => {
  const { exitCode, err } = await run(...words);
  expect(exitCode).toBe(code);
  expect(err).toMatch(said);
  expect(err).not.toMatch(/^ +at /m);
});
