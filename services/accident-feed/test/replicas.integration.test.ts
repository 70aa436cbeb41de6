import { randomBytes } from "node:crypto";
import { type Accident, accident } from "@tributary/contracts";
import { eventually, provisionFor, ServiceProcess, stackInUse, TopicWriter } from "@tributary/testing";
import { hourOfWeek } from "../src/hour-of-week.ts";
import { accidentFeed } from "../src/service.ts";
import type { AccidentRow } from "./accident-stream.ts";
import { anAccident } from "./an-accident.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const processes: ServiceProcess[] = [];
let writer: TopicWriter<Accident>;
/** Other tests write to the same topics: this replay begins after all of theirs, and after those of this test before. */
const replay = `2099${new Date().toISOString().slice(4, 19).replace(/[-:]/g, "")}Z.${randomBytes(4).toString("hex")}.1.0`;
const began = Date.UTC(2016, 1, 8, 5);
const mostShown = 500;

beforeAll(async () => {
  writer = await TopicWriter.open(accident);
  await provisionFor(accidentFeed);
});

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  await writer?.close();
});

/** One more replica, a process of its own. */
function replica(): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    STREAM_CHUNK_RECORDS: "200",
    ACCIDENTS_WINDOW_MOST: String(mostShown),
  });
  processes.push(one);
  return one;
}

/** Accidents of 5 states over a fortnight, a good minute apart. */
function accidents(from: number, count: number): readonly Accident[] {
  return Array.from({ length: count }, (_, index) => {
    const lineNumber = from + index + 2;
    const startedAt = began + lineNumber * 86_000;
    return anAccident({
      replay,
      lineNumber,
      accidentId: `A-${lineNumber}`,
      state: ["CA", "FL", "NY", "OH", "TX"][lineNumber % 5] ?? "CA",
      severityLevel: 1 + ((lineNumber * 7) % 4),
      startedAt,
      startedLocal: new Date(startedAt - 5 * 3_600_000).toISOString().slice(0, 19),
    });
  });
}

interface Answer {
  readonly clock: number;
  readonly accidents: number | readonly AccidentRow[];
}

async function ask<T extends Partial<Answer>>(of: ServiceProcess, path: string): Promise<Omit<T, "clock">> {
  const answer = await fetch(`${await of.apiUrl()}${path}`);
  expect(answer.status).toBe(200);
  const { clock: _, ...told } = (await answer.json()) as T;
  return told;
}

/** What `/totals` must answer, made of the accidents by other means. */
function expectedTotals(all: readonly Accident[]) {
  const count = (is: (one: Accident) => boolean) => all.filter(is).length;
  const byHour = Map.groupBy(all, (one) => `${one.severityLevel} ${hourOfWeek(one.startedLocal)}`);
  return {
    replay,
    accidents: all.length,
    states: ["CA", "FL", "NY", "OH", "TX"].map((state) => ({
      state,
      severities: [1, 2, 3, 4].map((level) =>
        count((one) => one.state === state && one.severityLevel === level),
      ),
    })),
    hours: [1, 2, 3, 4].map((level) =>
      Array.from({ length: 168 }, (_, hour) => byHour.get(`${level} ${hour}`)?.length ?? 0),
    ),
  };
}

test("two replicas count every accident once though one is killed midway, and all tell the same", async () => {
  const [victim, survivor] = [replica(), replica()];
  await Promise.all([victim.ready(60_000), survivor.ready(60_000)]);
  const written: Accident[] = [];
  const write = async (count: number) => {
    const more = accidents(written.length, count);
    written.push(...more);
    await writer.write(...more);
  };
  const counted = (by: ServiceProcess) => by.metric("stream_transactions_total", 'outcome="committed"');

  await write(4_000);
  await eventually(async () => expect(await counted(victim)).toBeGreaterThan(0));
  const writing = write(6_000);
  await victim.stop("SIGKILL");
  await writing;
  const successor = replica();
  await write(2_000);

  const due = expectedTotals(written);
  for (const one of [survivor, successor])
    await eventually(async () => expect(await ask(one, `/totals?replay=${replay}`)).toEqual(due), 60_000);
  expect(await counted(survivor)).toBeGreaterThan(0);

  const newest = written
    .slice(-mostShown)
    .map(({ accidentId }) => accidentId)
    .reverse();
  for (const one of [survivor, successor]) {
    const { accidents } = await ask<{ accidents: readonly AccidentRow[] }>(one, "/accidents");
    expect(accidents.map(({ accidentId }) => accidentId)).toEqual(newest);
  }
  await survivor.stop();
  const again = replica();
  await again.ready(60_000);
  expect(await ask(again, "/accidents")).toEqual(await ask(successor, "/accidents"));
  expect(await ask(again, "/totals")).toEqual(due);
}, 180_000);
