import { randomBytes } from "node:crypto";
import { dayText, type Flight, flight } from "@tributary/contracts";
import { eventually, provisionFor, ServiceProcess, stackInUse, TopicWriter } from "@tributary/testing";
import { flightsPerAirline } from "../src/service.ts";
import { aFlight, dayOf } from "./a-flight.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const processes: ServiceProcess[] = [];
let writer: TopicWriter<Flight>;
/** Other tests write to the same topics: this one looks at its own replay. */
const replay = `20261122T120304Z.${randomBytes(4).toString("hex")}.1.0`;

beforeAll(async () => {
  writer = await TopicWriter.open(flight);
  await provisionFor(flightsPerAirline);
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
  });
  processes.push(one);
  return one;
}

/** Flights of 5 airlines on 20 days, some late, some cancelled. */
function flights(from: number, count: number): readonly Flight[] {
  return Array.from({ length: count }, (_, index) => {
    const lineNumber = from + index + 2;
    const cancelled = lineNumber % 37 === 0;
    return aFlight({
      replay,
      lineNumber,
      airline: ["AA", "B6", "DL", "OO", "WN"][lineNumber % 5] ?? "AA",
      scheduledDate: dayOf("2015-02-20") + ((lineNumber * 7) % 20),
      cancelled,
      arrivalDelayMinutes: cancelled ? null : ((lineNumber * 13) % 90) - 30,
      departureDelayMinutes: cancelled ? null : ((lineNumber * 11) % 80) - 20,
    });
  });
}

/** What the CSV must hold, made of the flights by other means. */
function expectedRows(all: readonly Flight[]): readonly string[] {
  const byDay = Object.groupBy(all, (each) => `${dayText(each.scheduledDate)} ${each.airline}`);
  return Object.entries(byDay)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of = []]) => {
      const [date, airline] = key.split(" ");
      const arrivals = of.flatMap((each) => each.arrivalDelayMinutes ?? []);
      const departures = of.flatMap((each) => each.departureDelayMinutes ?? []);
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      const late = (values: readonly number[]) => values.filter((value) => value >= 15).length;
      const cancelled = of.filter((each) => each.cancelled).length;
      return [
        ...[replay, airline, date, of.length, cancelled, 0, late(departures), late(arrivals)],
        ...[departures.length, arrivals.length, sum(departures), sum(arrivals)],
      ].join(",");
    });
}

async function csv(of: ServiceProcess): Promise<readonly string[]> {
  const answer = await fetch(`${await of.apiUrl()}/counts.csv?replay=${replay}`);
  expect(answer.status).toBe(200);
  return (await answer.text()).trimEnd().split("\r\n").slice(1);
}

async function counts(of: ServiceProcess): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await fetch(`${await of.apiUrl()}/counts?replay=${replay}`);
  return ((await answer.json()) as { counts: readonly Record<string, unknown>[] }).counts;
}

test("two replicas count every flight once though one is killed midway, and all tell the same", async () => {
  const [victim, survivor] = [replica(), replica()];
  await Promise.all([victim.ready(60_000), survivor.ready(60_000)]);
  const written: Flight[] = [];
  const write = async (count: number) => {
    const more = flights(written.length, count);
    written.push(...more);
    await writer.write(...more);
  };
  const consumed = (by: ServiceProcess) =>
    by.metric("messaging_client_consumed_messages_total", `="${flight.name}"`);

  await write(4_000);
  await eventually(async () => expect(await consumed(victim)).toBeGreaterThan(0));
  const writing = write(8_000);
  await victim.stop("SIGKILL");
  await writing;
  const successor = replica();
  await write(2_000);

  const due = expectedRows(written);
  await eventually(async () => expect(await csv(survivor)).toEqual(due), 60_000);
  await eventually(async () => expect(await csv(successor)).toEqual(due), 60_000);
  expect(await counts(successor)).toEqual(await counts(survivor));
  expect((await counts(survivor)).map((row) => [replay, ...Object.values(row)].join(","))).toEqual(due);
  expect(await consumed(survivor)).toBeGreaterThan(0);
}, 180_000);
