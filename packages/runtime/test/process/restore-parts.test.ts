import type { TransactionRecord } from "@tributary/kafka";
import { exitCodeOf } from "../../src/exit-code.ts";
import { type FoldProcess, fold, type StateDefinition } from "../../src/process/fold.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { FoldLog } from "./fold-log.ts";
import { begun, chunkOf, things } from "./fold-scene.ts";

const at = { topic: "counter.state", partition: 0 };
const marker = "\u0000position:test.thing.v1";
const counted = { version: 1, position: 9, begin: 0 };

type State = Readonly<Record<string, unknown>>;

const stored = (key: string, value: unknown, version: string): TransactionRecord => ({
  ...at,
  key: key.replace("/", "\u0001"),
  value: Buffer.from(JSON.stringify(value)),
  headers: { "state-version": version },
});

/** Nine records were counted from the log's start, which made these. */
function logOf(...records: TransactionRecord[]): FoldLog {
  const log = new FoldLog();
  log.write([...records, { ...at, key: marker, value: Buffer.from(JSON.stringify(counted)) }]);
  return log;
}

/** Says which state it was given, and puts one of its own in its place. */
function telling(state: StateDefinition<State>): { process: FoldProcess<Thing, State>; given: unknown[] } {
  const given: unknown[] = [];
  const process = fold<Thing, State>({
    state,
    step: (before) => {
      given.push(before);
      return [{ ...before, seen: true }, []];
    },
  });
  return { process, given };
}

async function restored(log: FoldLog, state: StateDefinition<State>, logStart = 0) {
  const { process, given } = telling(state);
  const tenure = Object.assign(new FakeTenure(thingTopic.name, 0, 9), { logStart });
  const scene = await begun({ process, log }, tenure);
  return { ...scene, given };
}

/** By key, `/` between state key and name, without the marker. */
const table = (log: FoldLog) =>
  Object.fromEntries(
    Object.entries(log.table(at.topic)).flatMap(([key, value]) =>
      key === marker ? [] : [[key.replace("\u0001", "/"), value]],
    ),
  );

const renamed = (before: unknown): State => {
  const { blocks, open, ...rest } = before as State;
  return { ...rest, bars: blocks ?? open };
};

test("a whole state of an earlier version is upgraded into parts, and is no whole any more", async () => {
  const log = logOf(stored("a", { open: 1, blocks: [2, 3] }, "1"), stored("b", { open: 4 }, "1"));
  const upgrade = (before: unknown, version: number) => ({ ...(before as State), from: version });
  const { position, lane, given } = await restored(log, { version: 2, parts: true, upgrade });
  expect(position).toBe(9);
  expect(table(log)).toEqual({ "a/open": 1, "a/blocks": [2, 3], "a/from": 1, "b/open": 4, "b/from": 1 });
  const versions = log
    .of(at.topic)
    .slice(3)
    .map(({ headers }) => headers["state-version"]?.toString());
  expect(versions.filter((version) => version !== undefined)).toEqual(["2", "2", "2", "2", "2"]);
  await lane.work(chunkOf(things(["a"], 9)));
  expect(given).toEqual([{ open: 1, blocks: [2, 3], from: 1 }]);
});

test("parts of an earlier version are put together for the upgrade; what it leaves out becomes a tombstone", async () => {
  const log = logOf(stored("a/open", 1, "1"), stored("a/blocks", [2, 3], "1"));
  const asked: unknown[] = [];
  const upgrade = (before: unknown, version: number) => {
    asked.push([before, version]);
    return renamed(before);
  };
  const { position } = await restored(log, { version: 2, parts: true, upgrade });
  expect(position).toBe(9);
  expect(asked).toEqual([[{ open: 1, blocks: [2, 3] }, 1]]);
  expect(table(log)).toEqual({ "a/bars": [2, 3] });
});

test("parts of an earlier version are upgraded into a whole", async () => {
  const log = logOf(stored("a/open", 1, "1"), stored("a/blocks", [2, 3], "1"));
  await restored(log, { version: 2, upgrade: renamed });
  expect(table(log)).toEqual({ a: { bars: [2, 3] } });
});

test("the records of one state are written back in one transaction, however many states there are", async () => {
  const keys = Array.from({ length: 4_000 }, (_, index) => `k${index}`);
  const log = logOf(...keys.flatMap((key) => [stored(`${key}/one`, 1, "1"), stored(`${key}/two`, 2, "1")]));
  await restored(log, { version: 2, parts: true, upgrade: (before) => before as State });
  const transactions = new Map<string, Set<number>>();
  for (const { key, transaction, headers } of log.records) {
    if (String(headers?.["state-version"]) !== "2") continue;
    const stateKey = String(key).split("\u0001")[0] as string;
    transactions.set(stateKey, (transactions.get(stateKey) ?? new Set()).add(transaction));
  }
  expect(transactions.size).toBe(4_000);
  expect(new Set([...transactions.values()].map(({ size }) => size))).toEqual(new Set([1]));
  expect(log.transactions).toBe(3);
});

test.each<[string, TransactionRecord[], StateDefinition<State>, string]>([
  [
    "whole, and are now to be in parts",
    [stored("a", { n: 1 }, "1")],
    { version: 1, parts: true },
    "1 (whole)",
  ],
  ["in parts, and are now to be whole", [stored("a/n", 1, "1")], { version: 1 }, "1 (in parts)"],
  ["of another version, and no upgrade is known", [stored("a/n", 1, "1")], { version: 2, parts: true }, "1"],
  [
    "of two versions at once",
    [stored("a/n", 1, "1"), stored("a/m", 1, "2")],
    { version: 2, parts: true, upgrade: (before) => before as State },
    "1 and 2",
  ],
  [
    "both whole and in parts",
    [stored("a", { n: 1 }, "1"), stored("a/n", 1, "1")],
    { version: 1, parts: true },
    "1 (whole and in parts)",
  ],
  [
    "partly no JSON",
    [stored("a/n", 1, "1"), { ...stored("a/m", 1, "1"), value: Buffer.from("{") }],
    { version: 1, parts: true },
    "1",
  ],
  [
    "of a later version",
    [stored("a/n", 1, "3")],
    { version: 2, parts: true, upgrade: (before) => before as State },
    "3",
  ],
])(
  "states that are %s are dropped and counted anew, or the service ends with 78",
  async (_what, records, state, said) => {
    const lost = await restored(logOf(...records), state, 3).catch((error: unknown) => error);
    expect(exitCodeOf(lost)).toBe(78);
    expect((lost as Error).message).toContain(`1 states are of version ${said}`);

    const { log, position, lane, given } = await restored(logOf(...records), state);
    expect(position).toBe(0);
    expect(table(log)).toEqual({});
    await lane.work(chunkOf(things(["a"])));
    expect(given).toEqual([undefined]);
  },
);

test("what is dropped are the records as they were written, of states that could be used as well", async () => {
  const upgrade = (before: unknown) => ("old" in (before as State) ? renamed(before) : undefined);
  const log = logOf(
    stored("a/now", 1, "2"),
    stored("a/too", 1, "2"),
    stored("b/old", 1, "1"),
    stored("b/open", 1, "1"),
    stored("c/lost", 1, "1"),
  );
  const { position } = await restored(log, { version: 2, parts: true, upgrade });
  expect(position).toBe(0);
  expect(table(log)).toEqual({});
});

test("an upgrade that makes what cannot be kept ends the service, and changes nothing", async () => {
  const log = logOf(stored("a", { n: 1 }, "1"));
  const failed = await restored(log, { version: 2, parts: true, upgrade: () => ({}) }).catch(
    (error) => error,
  );
  expect(failed).toMatchObject({ name: "DefinitionError" });
  expect(String(failed)).toContain('the upgrade of the state of "a" from version 1');
  expect(log.transactions).toBe(1);
});
