import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { eventually, provisionFor, stackInUse } from "@tributary/testing";
import { gaugeNamed, readingsFile } from "../fake/readings.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("gauge-main.ts", import.meta.url).pathname;
const minutes = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index * 60_000},${index % 900}`);

let name: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  name = `gauge-${randomBytes(4).toString("hex")}`;
  await provisionFor(gaugeNamed(name));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The command as a process of its own, and what it has said. */
function command(...words: string[]) {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--no-warnings", main, "readings", ...words], {
    env: {
      PATH,
      GAUGE_NAME: name,
      KAFKA_BROKERS: kafkaBrokers.join(","),
      SCHEMA_REGISTRY_URL: schemaRegistryUrl,
      KAFKA_SESSION_TIMEOUT_MS: "6000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    said.out += data;
  });
  child.stderr.on("data", (data) => {
    said.err += data;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, said, ended };
}

test("a file is replayed, then is known to be done, then is replayed again on request", async () => {
  const file = readingsFile([...minutes(3_000), "x,y", "1,2,3"]);
  const first = command(file);
  expect(await first.ended).toBe(0);
  expect(first.said.out).toContain("readings.csv is replayed to its end.");
  expect(first.said.out).toContain("rows read  3,002 = 3,000 sent + 2 buried");
  expect(first.said.out).toContain("1 too_many_fields");
  expect(first.said.out).toContain(`npm run dlq -- list --group ${name}`);

  const second = command(file);
  expect(await second.ended).toBe(0);
  expect(second.said.out).toMatch(
    /has been replayed to its end already on .*To replay it once more: --again/,
  );

  const third = command(file, "--again", "--max-bad", "0");
  expect(await third.ended).toBe(1);
  expect(third.said.err).toContain("1 bad rows, at most 0 are allowed");
});

test("one that is killed and one that is told to stop go on where they were; a second one waits and says so", async () => {
  const file = readingsFile(minutes(20_000));
  const killed = command(file, "--rate", "100");
  await eventually(() => expect(killed.said.err).toMatch(/running at 100 rows\/s/), 60_000);
  const waiting = command(file, "--rate", "100");
  await eventually(() => expect(waiting.said.err).toContain("waiting: standing by"), 60_000);
  killed.child.kill("SIGKILL");
  await killed.ended;
  await eventually(() => expect(waiting.said.err).toContain("running at 100 rows/s"), 60_000);
  waiting.child.kill("SIGTERM");
  expect(await waiting.ended).toBe(0);
  expect(waiting.said.out).toContain("is replayed in part. The same command goes on from here");

  const last = command(file);
  expect(await last.ended).toBe(0);
  expect(last.said.out).toContain("rows read  20,000 = 20,000 sent + 0 buried");
  expect(Number(/here +([\d,]+) rows/.exec(last.said.out)?.[1]?.replace(",", ""))).toBeLessThan(20_000);
}, 180_000);
