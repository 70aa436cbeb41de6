import { type MarketBar, type MarketIndicator, marketIndicator } from "@tributary/contracts";
import { openCodec, openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { recomputed } from "../../test/stocks/recomputed.ts";
import { wrongKeys } from "../../test/stocks/wrong-keys.ts";
import type { DailyBars } from "./daily-bars.ts";

/** How what was published differs from what was to be; all 0 but the first two when each bar counted exactly once. */
export interface ToldTruth {
  readonly records: number;
  /** Newest records of keys that were held against a batch, bit for bit. */
  readonly compared: number;
  /** Daily bars of any symbol that were not told, and records of one beyond its first. */
  readonly missing: number;
  readonly repeated: number;
  readonly wrong: number;
}

/** @param looked all bars of the symbols that are held against a batch over them */
export async function toldTruth(
  servers: { readonly kafkaBrokers: string; readonly schemaRegistryUrl: string },
  { symbols, days }: DailyBars,
  looked: ReadonlyMap<string, readonly MarketBar[]>,
): Promise<ToldTruth> {
  const told = new Map<string, Uint8Array>();
  const newest = new Map<string, MarketIndicator>();
  let [records, repeated] = [0, 0];
  const take = (value: MarketIndicator) => {
    records++;
    const { symbol, interval, barCount } = value;
    if (looked.has(symbol)) newest.set(marketIndicator.key(value), value);
    if (interval !== "1d") return;
    const seen = told.get(symbol) ?? new Uint8Array(days);
    told.set(symbol, seen);
    if (seen[barCount - 1] === 1) repeated++;
    seen[barCount - 1] = 1;
  };
  await readAll(servers, take);
  const found = [...told.values()].reduce((sum, seen) => sum + seen.reduce((all, one) => all + one, 0), 0);
  const due = [...looked.values()].flatMap((bars) => recomputed(bars));
  return {
    records,
    compared: due.length,
    missing: symbols * days - found,
    repeated,
    wrong: wrongKeys(newest, due).length,
  };
}

async function readAll(
  { kafkaBrokers, schemaRegistryUrl }: Parameters<typeof toldTruth>[0],
  take: (value: MarketIndicator) => void,
): Promise<void> {
  const kafka = { clientId: "bench-truth", brokers: kafkaBrokers.split(","), log: silentLog };
  const broker = await openKafkaBroker(kafka);
  const decoder = openCodec({ registryUrl: schemaRegistryUrl, log: silentLog }).decoder(marketIndicator);
  const { signal } = new AbortController();
  for (let partition = 0; partition < marketIndicator.partitions; partition++)
    await broker.readPartition({
      topic: marketIndicator.name,
      partition,
      signal,
      take: async (records) => {
        for (const { value } of records) {
          let decoded = decoder.decode(value);
          for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
          if (!decoded.ok) throw new Error("a record cannot be read");
          take(decoded.value);
        }
      },
    });
  await broker.close();
}
