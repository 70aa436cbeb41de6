import { BrokerError, type IncomingRecord } from "@tributary/kafka";
import { type Emit, emit, emitLatest } from "../../src/process/emit.ts";
import { type FoldStep, fold } from "../../src/process/fold.ts";
import { rebuild } from "../../src/process/rebuild.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { FoldLog, type Mishap } from "./fold-log.ts";
import {
  begun,
  type Count,
  changeTopic,
  chunkOf,
  countTopic,
  foldScene,
  type SceneOptions,
} from "./fold-scene.ts";

const state = "counter.state";
const marker = "\u0000position:test.thing.v1";

interface Bar {
  readonly at: number;
  readonly n: number;
}

/** What is still known by heart, and the sum of what was let go. */
interface Ledger {
  readonly bars: readonly Bar[];
  readonly gone: { readonly bars: number; readonly sum: number };
}

const most = 2;

/**
 * Of each key the sum up to each bar, in the order of `at`; a bar told again corrects itself and all sums after it. Only
 * the last two bars are kept: what corrects an earlier one asks for a rebuild. `change` has a line for each record.
 */
const step: FoldStep<Thing, Ledger> = (before, { key, value: { at, color }, rebuilding = false }) => {
  if (color === "poison") throw new RangeError("no number");
  const { bars, gone } = before ?? { bars: [], gone: { bars: 0, sum: 0 } };
  if (gone.bars > 0 && at < (bars[0]?.at ?? 0)) return rebuild(`bar ${at} is older than those kept`);
  const all = [...bars.filter((bar) => bar.at !== at), { at, n: Number(color) }].toSorted(
    (a, b) => a.at - b.at,
  );
  let sum = gone.sum;
  const sums = all.map((bar) => {
    sum += bar.n;
    return { color: `${key}|${bar.at}`, count: sum, at: bar.at };
  });
  const told = sums
    .filter((each) => each.at >= at)
    .map(({ color, count }) => emit(countTopic, { color, count }));
  const line = emit(changeTopic, { color: rebuilding ? `${key} again` : key, count: at });
  const leaving = rebuilding ? [] : all.slice(0, -most);
  const left = {
    bars: gone.bars + leaving.length,
    sum: leaving.reduce((total, { n }) => total + n, gone.sum),
  };
  return [{ bars: all.slice(leaving.length), gone: leaving.length > 0 ? left : gone }, [...told, line]];
};

const ledger = fold<Thing, Ledger>({ state: { version: 1, parts: true }, step });

/** Records `<key> <at> <n>`, one after the other. */
function bars(texts: readonly string[], from = 0): IncomingRecord[] {
  return texts.map((text, index) => {
    const [key = "", at, n] = text.split(" ");
    return {
      topic: thingTopic.name,
      partition: 0,
      offset: from + index,
      timestamp: 1_000_000 + from + index,
      key: Buffer.from(key),
      value: Buffer.from(`1 ${key} ${at} ${n}`),
      headers: {},
    };
  });
}

/** What the sums must be, from the bars alone. */
function sumsOf(texts: readonly string[]): Record<string, { color: string; count: number }> {
  const byKey = Map.groupBy(texts, (text) => text.split(" ")[0] as string);
  const sums: Record<string, { color: string; count: number }> = {};
  for (const [key, own] of byKey) {
    const last = new Map(
      own.map((text) => [Number(text.split(" ")[1]), Number(text.split(" ")[2])] as const),
    );
    let sum = 0;
    for (const [at, n] of [...last].toSorted(([a], [b]) => a - b)) {
      sum += n;
      sums[`${key}|${at}`] = { color: `${key}|${at}`, count: sum };
    }
  }
  return sums;
}

const story = ["a 1 1", "b 1 5", "a 2 2", "a 3 3", "b 2 5", "a 4 4", "a 1 9", "b 3 5", "a 5 5", "a 4 1"];

async function opened(
  records: readonly IncomingRecord[],
  options: SceneOptions = {},
  tenure = new FakeTenure(),
) {
  const log = options.log ?? new FoldLog();
  if (!log.inputs.has(thingTopic.name)) log.inputs.set(thingTopic.name, { start: 0, records });
  return begun({ process: ledger, log, ...options }, tenure);
}

const lines = (log: FoldLog) =>
  log.of(changeTopic.name).map(({ value }) => {
    const { color, count } = JSON.parse(String(value));
    return `${color} ${count}`;
  });

const buried = (log: FoldLog) =>
  log.of("counter.dlq").map(({ headers }) => `${headers["dlq-offset"]} ${headers["dlq-error"]}`);

/** Topics of each transaction's records, and the position it moved to. */
const transactions = (log: FoldLog) =>
  [...Map.groupBy(log.records, ({ transaction }) => transaction).values()].map((records) => {
    const position = records.find(({ key }) => key === marker)?.value;
    return {
      topics: [...new Set(records.map(({ topic }) => topic))].toSorted(),
      position: position && JSON.parse(position.toString()).position,
    };
  });

test("a key whose state does not suffice is folded anew from the log, the record that asks included; others go on", async () => {
  const records = bars(story);
  const { lane, log, lines: said, counted } = await opened(records);

  expect(await lane.work(chunkOf(records))).toEqual({ next: 10 });

  expect(log.table(countTopic.name)).toEqual(sumsOf(story));
  expect(transactions(log).map(({ position }) => position)).toEqual([6, 7, 10]);
  expect(lines(log)).toEqual([
    ...["a 1", "b 1", "a 2", "a 3", "b 2", "a 4"],
    ...["a again 1", "a again 2", "a again 3", "a again 4", "a again 1"],
    ...["b 3", "a 5", "a 4"],
  ]);
  expect(said.find(({ reason }) => reason !== undefined)).toMatchObject({
    offset: 6,
    key: "a",
    reason: "bar 1 is older than those kept",
  });
  expect(await counted("stream_key_rebuilds_total")).toEqual({ whole: 1 });
});

test("sums that are made when they are sent are those of a rebuild, too", async () => {
  const later = fold<Thing, Ledger>({
    state: { version: 1, parts: true },
    step: (before, message) => {
      const answer = step(before, message);
      if ("rebuild" in answer) return answer;
      const [state, emits] = answer;
      const leave = (each: Emit) =>
        each.topic === countTopic
          ? emitLatest(countTopic, (each.value as Count).color, () => each.value as Count)
          : each;
      return [state, emits.map(leave)];
    },
  });
  const records = bars(story);
  const { lane, log } = await opened(records, { process: later });

  expect(await lane.work(chunkOf(records))).toEqual({ next: 10 });

  expect(log.table(countTopic.name)).toEqual(sumsOf(story));
  expect(transactions(log).map(({ position }) => position)).toEqual([6, 7, 10]);
});

test("a restart after a rebuild has what it made", async () => {
  const records = bars(story);
  const first = await opened(records);
  await first.lane.work(chunkOf(records.slice(0, 7)));
  await first.lane.end();

  const second = await opened(records, { log: first.log });
  expect(second.position).toBe(7);
  await second.lane.work(chunkOf(records.slice(7)));

  expect(second.log.table(countTopic.name)).toEqual(sumsOf(story));
});

/** Small transactions, so that there are many points to fail at: 300 sums of 30 bytes do not matter, records do. */
const long = [
  ...Array.from({ length: 12 }, (_, index) => `a ${index + 1} 1`),
  "b 1 7",
  "a 2 50",
  "b 2 7",
  "a 13 1",
  "a 1 3",
];

async function foldedThrough(mishaps: readonly Mishap[]): Promise<{ log: FoldLog; commits: number }> {
  const records = bars(long);
  const log = new FoldLog();
  log.mishaps.push(...mishaps);
  const planned = mishaps.length;
  let commits = 0;
  for (let lives = 0; lives < 3; lives++) {
    const { lane, position, tenure } = await opened(records, { log, chunkRecords: 3 });
    const rest = records.filter(({ offset }) => offset >= position);
    const outcome = await lane
      .work(chunkOf(rest, { nextOffset: records.length }))
      .catch((error: unknown) => error);
    commits = planned - log.mishaps.length;
    await lane.end();
    tenure.lose();
    if (!(outcome instanceof BrokerError)) return { log, commits };
  }
  throw new Error("never done");
}

test("whichever transaction fails, applied or not, sums are right and each record has told its line once", async () => {
  const plan = Array.from({ length: 40 }, (): Mishap => "none");
  const { commits, log: undisturbed } = await foldedThrough(plan);
  expect(commits).toBeGreaterThan(12);
  expect(undisturbed.table(countTopic.name)).toEqual(sumsOf(long));
  for (let at = 0; at < commits; at++)
    for (const mishap of ["applied", "not_applied"] as const) {
      const { log } = await foldedThrough(plan.with(at, mishap));
      expect(log.table(countTopic.name)).toEqual(sumsOf(long));
      expect(lines(log)).toEqual(lines(undisturbed));
      expect(log.table(state)).toEqual(undisturbed.table(state));
    }
});

test("what does not fit into one transaction goes ahead, and the last one has state and position", async () => {
  const records = bars(long);
  const { lane, log } = await opened(records, { chunkRecords: 5 });
  await lane.work(chunkOf(records));
  const [first] = transactions(log).filter(({ topics }) => topics.includes(changeTopic.name) === false);
  expect(first).toEqual({ topics: [countTopic.name], position: undefined });
  const ahead = transactions(log).flatMap(({ position }, index) => (position === undefined ? [index] : []));
  // Two rebuilds: 12 sums are 5 + 5 ahead and 2 at the end, then 13 sums.
  expect(ahead).toEqual([3, 4, 7, 8]);
  const rebuilt = Map.groupBy(log.records, ({ transaction }) => transaction).get(6);
  expect(rebuilt?.filter(({ topic }) => topic === countTopic.name)).toHaveLength(2);
  expect(rebuilt?.some(({ key }) => key === marker)).toBe(true);
});

test("where retention has taken the beginning, what is there is used, and log and metric say how far it reaches", async () => {
  const records = bars(story);
  const { lane, log, lines: said, counted } = await opened(records);
  await lane.work(chunkOf(records.slice(0, 6)));
  log.inputs.set(thingTopic.name, { start: 3, records: records.slice(3) });

  await lane.work(chunkOf(records.slice(6)));

  expect(log.table(countTopic.name)).toMatchObject(
    sumsOf(story.filter((text, index) => index >= 3 && text.startsWith("a"))),
  );
  expect(said.find(({ level, logStart }) => level === 40 && logStart !== undefined)).toMatchObject({
    key: "a",
    logStart: 3,
    begin: 0,
    folded: 3,
    since: new Date(1_000_003).toISOString(),
  });
  expect(await counted("stream_key_rebuilds_total")).toEqual({ cut_short: 1 });
});

test("where retention overtakes the reading, what was read before the gap is not used", async () => {
  const records = bars(story);
  const { lane, log } = await opened(records);
  log.reading = {
    most: 4,
    before: (batch) => {
      if (batch === 1) log.inputs.set(thingTopic.name, { start: 5, records: records.slice(5) });
    },
  };
  await lane.work(chunkOf(records.slice(0, 7)));
  expect(log.table(countTopic.name)).toMatchObject({
    "a|1": { count: 9 },
    "a|4": { count: 13 },
  });
});

test("records that were buried when they came are left out, and not buried again", async () => {
  const texts = ["a 1 1", "a 2 poison", "a 3 3", "a 4 4", "a 5 garbage", "a 1 2"];
  const records = bars(texts).map((each) =>
    each.offset === 4 ? { ...each, value: Buffer.from("1") } : each,
  );
  const { lane, log } = await opened(records);
  await lane.work(chunkOf(records));
  expect(buried(log)).toEqual(["1 RangeError", "4 undecodable"]);
  expect(log.table(countTopic.name)).toEqual(sumsOf(["a 1 2", "a 3 3", "a 4 4"]));
});

test("a record that asks, and then is poison, is buried; the state is made anew from those before it", async () => {
  const asking = fold<Thing, Ledger>({
    state: { version: 1, parts: true },
    step: (before, message) => {
      if (message.value.color !== "666") return step(before, message);
      if (message.rebuilding !== true) return rebuild("for a bad number");
      throw new RangeError("a bad number");
    },
  });
  const records = bars(["a 1 1", "a 2 2", "a 3 666", "a 4 4"]);
  const { lane, log, tripwire } = await opened(records, { process: asking });
  await lane.work(chunkOf(records));
  expect(buried(log)).toEqual(["2 RangeError"]);
  expect(log.table(countTopic.name)).toEqual(sumsOf(["a 1 1", "a 2 2", "a 4 4"]));
  expect(tripwire.tripped).toBeUndefined();
});

test("a step that asks again while its key is being rebuilt ends the service, and nothing is committed of it", async () => {
  const endless = fold<Thing, Ledger>({
    state: { version: 1 },
    step: (before, message) => (message.offset === 1 ? rebuild("never enough") : step(before, message)),
  });
  const records = bars(["a 1 1", "a 2 2"]);
  const { lane, log } = await opened(records, { process: endless });
  await expect(lane.work(chunkOf(records))).rejects.toThrow(
    'at test.thing.v1[0] 1 the step asks for a rebuild of "a" while it is being rebuilt: never enough',
  );
  expect(transactions(log).map(({ position }) => position)).toEqual([1]);
});

test("a fold of several inputs cannot rebuild a key from one of them: asking ends the service", async () => {
  const other = { ...thingTopic, name: "test.other-thing.v1" };
  const inputs = [thingTopic, other];
  const asking = fold<Thing, Ledger>({ state: { version: 1 }, step: () => rebuild("why not") });
  const { open } = foldScene({ inputs, process: asking });
  const lanes = inputs.map(({ name }) => open(new FakeTenure(name)));
  await Promise.all(lanes.map((lane) => lane.begin()));
  await expect(lanes[0]?.work(chunkOf(bars(["a 1 1"])))).rejects.toMatchObject({ name: "DefinitionError" });
});

test("while the registry does not answer, the old state stands and the record comes again", async () => {
  const records = bars(story);
  // Before the group's first record lies one of a schema that it has not met yet.
  const strange = { ...(records[0] as IncomingRecord), value: Buffer.from("7 a 0 1") };
  const log = new FoldLog();
  const { lane, decoder, said } = await opened(records, { log });
  await lane.work(chunkOf(records.slice(0, 6)));
  log.inputs.set(thingTopic.name, { start: 0, records: [strange, ...records.slice(1)] });
  const working = lane.work(chunkOf(records.slice(6)));
  await new Promise((resolve) => setTimeout(resolve, 0));
  decoder.settle(7);
  expect(await working).toEqual({ next: 6, pauseMs: 250 });
  expect(said).toContain("registry failed: the registry does not answer");
  expect(transactions(log).map(({ position }) => position)).toEqual([6]);
});

test("who loses the partition while it reads commits nothing, and its heir begins the rebuild anew", async () => {
  const records = bars(story);
  const first = await opened(records);
  first.log.reading = { most: 2, before: (batch) => (batch === 1 ? first.tenure.lose() : undefined) };
  await expect(first.lane.work(chunkOf(records))).rejects.toMatchObject({ code: "expelled" });
  expect(transactions(first.log).map(({ position }) => position)).toEqual([6]);
  expect(await first.counted("stream_key_rebuilds_total")).toEqual({ given_up: 1 });

  first.log.reading = { most: 2 };
  const heir = await opened(records, { log: first.log });
  await heir.lane.work(chunkOf(records.slice(6)));
  expect(heir.log.table(countTopic.name)).toEqual(sumsOf(story));
});

test("a member that was expelled without knowing it writes nothing ahead", async () => {
  const records = bars(long);
  const { lane, log, tenure } = await opened(records, { chunkRecords: 5 });
  await lane.work(chunkOf(records.slice(0, 13)));
  const before = log.transactions;
  tenure.isOurs = false;
  await expect(lane.work(chunkOf(records.slice(13)))).rejects.toMatchObject({ code: "expelled" });
  expect(log.transactions).toBe(before);
});

test("a broker that fails while the log is read is weather: nothing is lost", async () => {
  const records = bars(story);
  const first = await opened(records);
  first.log.reading = {
    most: 2,
    before: (batch) => {
      if (batch === 2) throw new BrokerError("unavailable", "no leader");
    },
  };
  await expect(first.lane.work(chunkOf(records))).rejects.toMatchObject({ code: "unavailable" });
  expect(first.said.at(-1)).toBe("broker failed: no leader");
  first.log.reading = { most: 2 };
  await first.lane.end();
  const again = await opened(records, { log: first.log });
  await again.lane.work(chunkOf(records.slice(6)));
  expect(again.log.table(countTopic.name)).toEqual(sumsOf(story));
});

test("state that is kept by something else than the record's key is found by it", async () => {
  const byParity = fold<Thing, Ledger>({
    state: { version: 1 },
    stateKey: ({ value: { id } }) => (id.length % 2 === 0 ? "even" : "odd"),
    step: (before, message) => step(before, { ...message, key: "odd" }),
  });
  const records = bars(["a 1 1", "bb 1 8", "ccc 2 2", "a 3 3", "ccc 4 4", "a 1 9"]);
  const { lane, log, lines: said } = await opened(records, { process: byParity });
  await lane.work(chunkOf(records));
  const odd = ["odd 1 9", "odd 2 2", "odd 3 3", "odd 4 4"];
  expect(log.table(countTopic.name)).toMatchObject(sumsOf(odd));
  expect(said.findLast(({ folded }) => folded !== undefined)).toMatchObject({ key: "odd", folded: 5 });
});

test("a step that hangs while a key is rebuilt is left out as it was before", async () => {
  const hanging = fold<Thing, Ledger>({
    state: { version: 1, parts: true },
    step: (before, message) => {
      if (message.value.color === "hang") for (;;);
      return step(before, message);
    },
  });
  const records = bars(["a 1 1", "a 2 hang", "a 3 3", "a 4 4", "a 1 2"]);
  const { lane, log } = await opened(records, { process: hanging });
  await lane.work(chunkOf(records));
  expect(buried(log)).toEqual(["1 step_hung"]);
  expect(log.table(countTopic.name)).toEqual(sumsOf(["a 1 2", "a 3 3", "a 4 4"]));
});
