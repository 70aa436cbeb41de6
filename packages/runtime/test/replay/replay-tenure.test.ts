import { BrokerError, type TransactionRecord } from "@tributary/kafka";
import { Metrics } from "../../src/metrics.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import type { Passage, Recording } from "../../src/replay/recording.ts";
import type { ReplayDesk } from "../../src/replay/replay-desk.ts";
import { ReplayTenure } from "../../src/replay/replay-tenure.ts";
import { ReplayWeather } from "../../src/replay/replay-weather.ts";
import { SignsOfLife } from "../../src/replay/signs-of-life.ts";
import { FakeTenure } from "../process/fake-tenure.ts";
import { FoldLog } from "../process/fold-log.ts";

const passage = (n: number): Passage => ({
  records: [{ key: "k", value: Buffer.from(String(n)) }],
  buried: [],
  position: n,
});

/** Hands over passages 1, 2, … until it is told to stop; waits before those that `gates` holds. */
class Counting implements Recording<never> {
  readonly id = "counting";
  readonly told: unknown[] = [];
  readonly gates = new Map<number, Promise<unknown>>();
  readonly last: number;
  ended = 0;

  constructor(last: number) {
    this.last = last;
  }

  async *read(position: unknown, _pack: unknown, signal: AbortSignal) {
    try {
      for (let n = Number(position ?? 0) + 1; n <= this.last; n++) {
        await this.gates.get(n);
        if (signal.aborted) return;
        yield passage(n);
      }
    } finally {
      this.ended++;
    }
  }

  written({ position }: Passage): void {
    this.told.push(position);
  }
}

function scene(last: number, over: Partial<ReplayDesk<never>> = {}) {
  const log = new FoldLog();
  const recording = new Counting(last);
  const life = new SignsOfLife();
  const quiet = () => undefined;
  const said = { info: quiet, warn: quiet, debug: quiet };
  const desk: ReplayDesk<never> = {
    service: "deck",
    topic: "test.thing.v1",
    recording,
    pack: () => ({ key: "", value: Buffer.alloc(0) }),
    broker: log.broker,
    log: said,
    metrics: createProcessMetrics(new Metrics("deck"), ["replay"]),
    weather: new ReplayWeather({ log: said, random: () => 0 }),
    life,
    now: () => 7,
    version: "1",
    handOverMs: 5_000,
    ...over,
  };
  const tenure = new FakeTenure("deck.progress");
  const written = () => log.of("test.thing.v1").map(({ value }) => Number(value));
  return { log, recording, life, desk, tenure, written };
}

/** Resolves when the broker is asked for a commit of records of the topic, which waits for `answer`. */
function held(log: FoldLog, answer: Promise<unknown>) {
  const asked = Promise.withResolvers<void>();
  const broker: typeof log.broker = {
    ...log.broker,
    openTransactor: async (options) => {
      const transactor = await log.broker.openTransactor(options);
      const closed = Promise.withResolvers<never>();
      closed.promise.catch(() => undefined);
      return {
        commit: async (records: readonly TransactionRecord[], offsets) => {
          if (records.some(({ topic }) => topic === "test.thing.v1")) {
            asked.resolve();
            await Promise.race([answer, closed.promise]);
          }
          await transactor.commit(records, offsets);
        },
        close: async () => {
          closed.reject(new BrokerError("closed", "closed"));
          await transactor.close();
        },
      };
    },
  };
  return { asked: asked.promise, broker };
}

test("it asks whether the recording is its own before it takes the fence, and before each commit", async () => {
  const { desk, tenure, log } = scene(3);
  const order: string[] = [];
  const confirm = tenure.confirm.bind(tenure);
  tenure.confirm = async () => {
    order.push("confirm");
    await confirm();
  };
  const { broker } = log;
  const openTransactor: typeof broker.openTransactor = async (options) => {
    order.push(`fence ${options.transactionalId}`);
    const transactor = await broker.openTransactor(options);
    return {
      ...transactor,
      commit: async (...what) => {
        order.push("commit");
        await transactor.commit(...what);
      },
    };
  };
  const readPartition: typeof broker.readPartition = async (reading) => {
    order.push("read back");
    await broker.readPartition(reading);
  };
  const replay = new ReplayTenure({ ...desk, broker: { openTransactor, readPartition } }, tenure);
  expect(await replay.done).toBe("finished");
  const pair = ["confirm", "commit"];
  expect(order).toEqual(["confirm", "fence deck-counting", ...pair, "read back", ...pair, ...pair, ...pair]);
});

test("a stop lets the transaction in hand come to its end, and writes no further one", async () => {
  const { desk, tenure, log, recording, written } = scene(5);
  const answer = Promise.withResolvers<void>();
  const { asked, broker } = held(log, answer.promise);
  const replay = new ReplayTenure({ ...desk, broker }, tenure);
  await asked;
  tenure.handOver();
  answer.resolve();
  expect(await replay.done).toBe("given up");
  expect([written(), recording.told, recording.ended]).toEqual([[1], [1], 1]);
});

test("a transaction that does not come to its end in time is dropped, and its outcome is nobody's word", async () => {
  const { desk, tenure, log, recording, written } = scene(5, { handOverMs: 1 });
  const { asked, broker } = held(log, new Promise(() => undefined));
  const replay = new ReplayTenure({ ...desk, broker }, tenure);
  await asked;
  tenure.handOver();
  expect(await replay.done).toBe("given up");
  expect([written(), recording.told, recording.ended]).toEqual([[], [], 1]);
});

test("a reader is waited for, however long it takes to end, and shows as silent meanwhile", async () => {
  const { desk, tenure, recording, life } = scene(2);
  const gate = Promise.withResolvers<void>();
  recording.gates.set(1, gate.promise);
  const replay = new ReplayTenure(desk, tenure);
  while (!replay.isReading) await new Promise((resolve) => setImmediate(resolve));
  expect(life.silentSince).toBeUndefined(); // a pause is no hang
  tenure.lose();
  expect(life.silentSince).toBeDefined();
  gate.resolve();
  expect(await replay.done).toBe("given up");
  expect(life.silentSince).toBeUndefined();
});

test("what no retry mends ends it, whatever the recording still has", async () => {
  const { desk, tenure, log, recording } = scene(5);
  const replay = new ReplayTenure(desk, tenure);
  const refusal = new BrokerError("not_authorized", "no right to write");
  recording.written = () => void log.mishaps.push(refusal);
  await expect(replay.done).rejects.toBe(refusal);
  expect(recording.ended).toBe(1);
});
