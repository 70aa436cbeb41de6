import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MarketIndicator, marketIndicator } from "@tributary/contracts";
import {
  EventStream,
  eventually,
  provisionFor,
  ServiceProcess,
  stackInUse,
  TopicWriter,
} from "@tributary/testing";
import { technicalIndicators } from "../src/service.ts";
import { anIndicator, minute, minutes, opening } from "./an-indicator.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "history-"));
const processes: ServiceProcess[] = [];
/** Other tests write to the same topic. */
const symbol = `T-${randomBytes(4).toString("hex")}`;
const query = `symbol=${symbol}&interval=1m`;
let writer: TopicWriter<MarketIndicator>;

beforeAll(async () => {
  writer = await TopicWriter.open(marketIndicator);
  await provisionFor(technicalIndicators);
});

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  await writer?.close();
  rmSync(folder, { recursive: true });
});

/** One more replica; all are told the same file. */
function replica(): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    INDICATOR_HISTORY_FILE: join(folder, "bars.sqlite"),
  });
  processes.push(one);
  return one;
}

interface Page {
  readonly eventId: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

async function page(of: ServiceProcess, more: string): Promise<Page> {
  const answer = await fetch(`${await of.apiUrl()}/bars?${query}${more}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}

/** All there is, page by page, oldest first: openTime and close. */
async function series(of: ServiceProcess) {
  const told: (readonly unknown[])[] = [];
  for (let before = ""; ; before = `&before=${told.at(-1)?.[0]}`) {
    const { columns, rows } = await page(of, `&limit=2000${before}`);
    if (rows.length === 0) return told.reverse();
    told.push(...rows.map((row) => [row[columns.indexOf("openTime")], row[columns.indexOf("close")]]));
  }
}

const due = (bars: Iterable<MarketIndicator>) => [...bars].map(({ openTime, close }) => [openTime, close]);

test("replicas go back beyond memory, agree, go on after a kill, and hand streams to each other without a gap", async () => {
  const written = new Map<number, MarketIndicator>();
  const write = async (...bars: readonly MarketIndicator[]) => {
    for (const bar of bars) written.set(bar.openTime, bar);
    await writer.write(...bars);
  };
  const all = minutes(6_100, { symbol });
  const [victim, survivor] = [replica(), replica()];
  await write(...all.slice(0, 6_000));
  await Promise.all([victim.ready(60_000), survivor.ready(60_000)]);
  for (const one of [victim, survivor])
    await eventually(async () => expect(await series(one)).toEqual(due(written.values())), 60_000);
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith(".sqlite"))
      .sort(),
  ).toEqual(["bars.2.sqlite", "bars.sqlite"]);

  const { eventId } = await page(victim, "&limit=5000");
  await victim.stop("SIGKILL");
  const corrected = anIndicator({ symbol, openTime: opening + 10 * minute, close: 187, revision: 4 });
  await write(corrected, ...all.slice(6_000, 6_050));
  const again = replica();
  await again.ready(60_000);
  for (const one of [again, survivor])
    await eventually(async () => expect(await series(one)).toEqual(due(written.values())));
  // All that other tests wrote meanwhile is less than what is in the file.
  expect(
    await again.metric("messaging_client_consumed_messages_total", `="${marketIndicator.name}"`),
  ).toBeLessThan(5_000);

  const showing = {
    key: ({ openTime }: { readonly openTime: number; readonly close: number }) => String(openTime),
    show: ({ openTime, close }: { readonly openTime: number; readonly close: number }) => [openTime, close],
  };
  const stream = await EventStream.open(`${await survivor.apiUrl()}/bars/stream?${query}`, showing, eventId);
  const missed = [corrected, ...all.slice(6_000, 6_050)];
  await eventually(() => expect([...stream.shown.values()]).toEqual(expect.arrayContaining(due(missed))));
  await write(...all.slice(6_050));
  const later = all.slice(6_050);
  await eventually(() => expect([...stream.shown.values()]).toEqual(expect.arrayContaining(due(later))));
  expect(stream.events.map(({ event }) => event)).not.toContain("reset");
  expect(stream.shown.size).toBe(missed.length + later.length);
  stream.close();

  // A replica that lags behind what a page has seen would give it everything anew.
  await eventually(async () => expect(await series(again)).toEqual(due(written.values())));
  const elsewhere = await EventStream.open(
    `${await again.apiUrl()}/bars/stream?${query}`,
    showing,
    stream.lastEventId,
  );
  await write(anIndicator({ symbol, openTime: opening, close: 185, revision: 4 }));
  await eventually(() => expect([...elsewhere.shown.values()]).toContainEqual([opening, 185]));
  expect(elsewhere.events.map(({ event }) => event)).not.toContain("reset");
  elsewhere.close();
  for (const one of [again, survivor])
    await eventually(async () => expect(await series(one)).toEqual(due(written.values())));
}, 180_000);
