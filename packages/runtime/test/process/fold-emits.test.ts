import type { Encoder } from "@tributary/kafka";
import { emit, emitLatest, retract } from "../../src/process/emit.ts";
import { type FoldStep, fold } from "../../src/process/fold.ts";
import type { Thing } from "../things.ts";
import type { FoldLog } from "./fold-log.ts";
import { begun, type Count, chunkOf, countTopic, json, things } from "./fold-scene.ts";

type Tally = { readonly n: number };

/** Counts by id, and emits what `made` makes of the id, the count and the color. */
const telling = (made: (color: string, count: number, what: string) => ReturnType<typeof emit>) =>
  fold<Thing, Tally>({
    state: { version: 1 },
    step: ((before, { key, value }) => {
      const n = (before?.n ?? 0) + 1;
      return [{ n }, [made(key, n, value.color)]];
    }) satisfies FoldStep<Thing, Tally>,
  });

const newestCounts = telling((color, count) => emit(countTopic, { color, count }));

/** An encoder, and what it was asked to encode. */
function listening(): Encoder<unknown> & { readonly encoded: readonly unknown[] } {
  const encoded: unknown[] = [];
  const encode = (value: unknown) => {
    encoded.push((value as Count).count);
    return json.encode(value);
  };
  return { ...json, encode, encoded };
}

const sent = (log: FoldLog) => log.of(countTopic.name).map(({ key, value }) => `${key} ${value}`);

const buried = (log: FoldLog) =>
  log.of("counter.dlq").map(({ headers }) => `${headers["dlq-offset"]} ${headers["dlq-error"]}`);

test("of many emits to a key of a compacted topic the first and the newest are encoded", async () => {
  const encoder = listening();
  const { lane, log } = await begun({ process: newestCounts, encoder });
  await lane.work(chunkOf(things(["a", "a", "a", "a", "a", "b"])));
  expect(sent(log)).toEqual(['a {"color":"a","count":5}', 'b {"color":"b","count":1}']);
  expect(encoder.encoded).toEqual([1, 1, 5]);
});

test("an emit that is retracted in the same transaction is not encoded a second time", async () => {
  const encoder = listening();
  const process = telling((color, count, what) =>
    what === "gone" ? retract(countTopic, color) : emit(countTopic, { color, count }),
  );
  const { lane, log } = await begun({ process, encoder });
  await lane.work(chunkOf(things(["a", "a", "a:gone"])));
  expect(sent(log)).toEqual(["a null"]);
  expect(encoder.encoded).toEqual([1]);
});

test.each([
  ["is out of range", { color: "a", count: 1_000 }, "emit_out_of_range"],
  ["cannot be encoded", { color: "a", count: 1n as never }, "emit_unencodable"],
  ["has no key", { color: "", count: 1 }, "emit_without_key"],
  ["is too large", { color: "x".repeat(900_000), count: 1 }, "emit_too_large"],
])(
  "an emit that %s buries its record, wherever transactions end, though another emit takes its place",
  async (_what, value, error) => {
    const process = telling((color, count, what) =>
      emit(countTopic, what === "odd" ? value : { color, count }),
    );
    for (const chunkRecords of [1, 2, 10]) {
      const { lane, log } = await begun({ process, chunkRecords });
      await lane.work(chunkOf(things(["a", "a:odd", "a", "a:odd", "a"])));
      expect(buried(log)).toEqual([`1 ${error}`, `3 ${error}`]);
      expect(sent(log).at(-1)).toBe('a {"color":"a","count":3}');
      expect(log.table("counter.state").a).toEqual({ n: 3 });
    }
  },
);

test("a step that changes what it has emitted is poison, wherever transactions end", async () => {
  for (const chunkRecords of [1, 10]) {
    const value = { color: "a", count: 1 };
    const process = telling((_, count) => {
      value.count = count;
      return emit(countTopic, value);
    });
    const { lane, log } = await begun({ process, chunkRecords });
    await lane.work(chunkOf(things(["a", "a", "a"])));
    expect(buried(log)).toEqual(["1 TypeError", "2 TypeError"]);
    expect(sent(log)).toEqual(['a {"color":"a","count":1}']);
  }
});

/** What reads otherwise from the `nth` time on. */
function fickle(color: string, count: number, nth: number): Count {
  let reads = 0;
  return {
    color,
    get count() {
      return ++reads < nth ? count : (1n as never);
    },
  };
}

test.each([
  ["the first", ["a:odd", "a", "b"]],
  ["the newest", ["a", "a:odd", "b"]],
])(
  "when %s emit to a key cannot be encoded any more, the slice is computed anew and each is encoded at once",
  async (_which, names) => {
    // Read once for its range and once for its length, it fails when it is encoded; without the length it does not.
    const process = telling((color, count, what) =>
      emit(countTopic, what === "odd" ? fickle(color, count, 3) : { color, count }),
    );
    const { lane, log } = await begun({ process });
    await lane.work(chunkOf(things(names)));
    expect(buried(log)).toEqual([]);
    expect(sent(log)).toEqual(['a {"color":"a","count":2}', 'b {"color":"b","count":1}']);
    expect(log.table("counter.state")).toMatchObject({ a: { n: 2 }, b: { n: 1 } });
  },
);

test("transactions end at the same record, whether lengths are counted or bytes made", async () => {
  const process = telling((color, count) => emit(countTopic, { color: color.repeat(100_000), count }));
  const names = Array.from({ length: 60 }, (_, n) => "abcdefghijkl"[((n >> 1) * 5) % 12] as string);
  const cut = async (encoder: Encoder<unknown>) => {
    const { lane, log } = await begun({ process, encoder });
    await lane.work(chunkOf(things(names)));
    return log.records.map(({ transaction, topic, key, value }) => `${transaction} ${topic} ${key} ${value}`);
  };
  const counted = await cut(json);
  expect(counted).toEqual(await cut({ encode: json.encode }));
  expect(new Set(counted.map((record) => record.split(" ")[0])).size).toBeGreaterThan(1);
});

/** As `newestCounts`, of what is made when it is sent; for `odd` it is what `make` makes. */
function tellingLatest(make: () => Count) {
  const made: string[] = [];
  const process = telling((color, count, what) =>
    what === "gone"
      ? retract(countTopic, color)
      : emitLatest(countTopic, color, () => {
          made.push(`${color}${count}`);
          return what === "odd" ? make() : { color, count };
        }),
  );
  return { process, made };
}

const never = (): never => {
  throw new Error("is not asked");
};

test("of the latest of a key one is made, that which is sent", async () => {
  const { process, made } = tellingLatest(never);
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a", "a:odd", "a", "b", "c", "c:gone"])));
  expect(sent(log)).toEqual(['a {"color":"a","count":3}', 'b {"color":"b","count":1}', "c null"]);
  expect(made).toEqual(["a3", "b1"]);
});

test.each<[string, () => Count, string]>([
  ["is out of range", () => ({ color: "a", count: 1_000 }), "emit_out_of_range"],
  ["has another key than was said", () => ({ color: "z", count: 1 }), "emit_under_wrong_key"],
  ["cannot be made", () => JSON.parse("{"), "SyntaxError"],
  [
    "is never done",
    () => {
      for (;;);
    },
    "step_hung",
  ],
])("a latest that %s buries the record that it is of, and no other", async (_what, make, error) => {
  const { lane, log } = await begun({ process: tellingLatest(make).process });
  await lane.work(chunkOf(things(["a", "b", "a:odd", "b", "c"])));
  expect(buried(log)).toEqual([`2 ${error}`]);
  expect(sent(log)).toEqual([
    'a {"color":"a","count":1}',
    'b {"color":"b","count":2}',
    'c {"color":"c","count":1}',
  ]);
  expect(log.table("counter.state")).toMatchObject({ a: { n: 1 }, b: { n: 2 }, c: { n: 1 } });
});

test.each([
  ["made, then to be made", ["a", "a:latest"], 2],
  ["to be made, then made", ["a:latest", "a", "b"], 2],
  ["retracted, then to be made", ["a", "a:gone", "a:latest"], 3],
])("the last word on a key counts: %s", async (_what, names, count) => {
  const process = telling((color, n, what) => {
    if (what === "gone") return retract(countTopic, color);
    const value = { color, count: n };
    return what === "latest" ? emitLatest(countTopic, color, () => value) : emit(countTopic, value);
  });
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(names)));
  expect(sent(log)[0]).toBe(`a {"color":"a","count":${count}}`);
});

test("values that are far longer than the last of their topic end transactions in time, too", async () => {
  const long = (color: string) => color.repeat(100_000);
  const process = telling((color, count) =>
    emitLatest(countTopic, long(color), () => ({ color: long(color), count })),
  );
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things([..."abcdefghijklmnopqrstuvwxyz"])));
  const transactions = Map.groupBy(log.records, ({ transaction }) => transaction);
  const bytes = [...transactions.values()].map((records) =>
    records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0),
  );
  expect(bytes.reduce((sum, each) => sum + each)).toBeGreaterThan(2_600_000);
  expect(Math.max(...bytes)).toBeLessThan(1_100_000);
});
