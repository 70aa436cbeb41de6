import { exitCodeOf } from "@tributary/runtime";
import { eventually } from "../../src/eventually.ts";
import { scrapeFaults } from "../../src/scrape-faults.ts";
import { replayScene, until } from "./replay-scene.ts";
import { Tape } from "./tape.ts";
import { heard } from "./tape-deck.ts";

let scene: ReturnType<typeof replayScene>;
beforeEach(() => {
  scene = replayScene();
});
afterEach(() => scene.close());

const sorted = (levels: readonly number[]) => levels.toSorted((a, b) => a - b);
const numbers = (n: number) => until(n, (i) => i);
const position = () => {
  const newest = scene.cluster.records("tape-deck.progress").findLast(({ key }) => String(key) === "tape-1");
  return newest === undefined ? undefined : JSON.parse(String(newest.value));
};
const check = ({ running }: Awaited<ReturnType<typeof scene.play>>, name: string) =>
  running.health.ready().find((each) => each.name === name);

test("everything on it is written once, position and all, and the service ends", async () => {
  const tape = new Tape({ levels: numbers(7) });
  const { running } = await scene.play(tape);
  await running.done;
  expect(sorted(scene.levels())).toEqual(numbers(7));
  expect(position()).toBe(7);
  expect(tape.asked).toEqual([undefined]);
  expect(tape.told).toEqual([2, 4, 6, 7]);
});

test("records of one key come in the order of the recording, passage after passage", async () => {
  const { running } = await scene.play(new Tape({ levels: numbers(60), parts: 7 }));
  await running.done;
  const bySensor = Map.groupBy(scene.cluster.records(heard.name), ({ key }) => String(key));
  expect([...bySensor.keys()].sort()).toEqual(["s0", "s1", "s2"]);
  const levels = scene.levels();
  for (const remainder of [0, 1, 2]) {
    const own = levels.filter((level) => level % 3 === remainder);
    expect(own).toEqual(sorted(own));
  }
});

test("one passage is read while one is written, and none further ahead", async () => {
  const tape = new Tape({ levels: numbers(20) });
  const ahead: number[] = [];
  tape.onWritten = () => ahead.push(tape.begun.length - tape.told.length);
  const { running } = await scene.play(tape);
  await running.done;
  expect(Math.max(...ahead)).toBe(1);
});

test("what cannot be used is buried in the transaction of its neighbours, raw, with where it stands", async () => {
  const { running } = await scene.play(new Tape({ levels: [1, undefined, -5, 2] }));
  await running.done;
  expect(sorted(scene.levels())).toEqual([1, 2]);
  const letters = scene.cluster.records("tape-deck.dlq").map(({ key, value, partition, headers }) => ({
    key,
    value: String(value),
    partition,
    ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
  }));
  expect(letters).toMatchObject([
    {
      key: null,
      value: "part 1",
      partition: 0,
      "row-file": "tape",
      "row-line": "1",
      "dlq-topic": heard.name,
      "dlq-partition": "0",
      "dlq-offset": "1",
      "dlq-group": "tape-deck",
      "dlq-service": "tape-deck",
      "dlq-stage": "decode",
      "dlq-error": "noise",
    },
    { value: "part 2", "dlq-stage": "validate", "dlq-message": "level is -5, expected a level of 0 or more" },
  ]);
});

test("a commit that failed leaves nothing of its passage behind, dead letters included, before it comes again", async () => {
  scene.cluster.failNextCommit({ applied: true }); // of the mark of the tenure
  scene.cluster.failNextCommit({ applied: false });
  const tape = new Tape({ levels: [1, undefined, 2, 3] });
  const { running } = await scene.play(tape);
  await running.done;
  expect(sorted(scene.levels())).toEqual([1, 2, 3]);
  expect(scene.cluster.records("tape-deck.dlq")).toHaveLength(1);
});

test("a replay that has sent and buried shows the metrics of its shape, as listed", async () => {
  const tape = new Tape({
    levels: [1, undefined, 2, 3, 4],
    pace: (begin, signal) => (begin < 4 ? Promise.resolve() : aborted(signal)),
  });
  const { running } = await scene.play(tape);
  await eventually(() => expect(position()).toBe(4));
  await fetch(`${running.addresses.api}/reads`);
  await eventually(async () => {
    const text = await (await fetch(`${running.addresses.ops}/metrics`)).text();
    expect(text).toMatch(/messaging_client_sent_messages_total\{[^}]*"test.heard.v1"[^}]*\} 3\n/);
    expect(text).toMatch(/stream_dead_letters_total\{.*stage="decode",error="noise".*\} 1\n/);
    expect(text).toMatch(/stream_transactions_total\{outcome="committed".*\} 2\n/);
    expect(text).toMatch(/stream_unacknowledged_records\{.*\} 0\n/);
    expect(scrapeFaults(text, ["replay", "API"])).toEqual([]);
  });
});

test("after a stop it goes on behind what was written", async () => {
  const first = new Tape({
    levels: numbers(10),
    pace: (begin, signal) => (begin < 4 ? Promise.resolve() : aborted(signal)),
  });
  const { running } = await scene.play(first);
  await eventually(() => expect(position()).toBe(4));
  await running.stop();
  await running.done;
  expect(first.readers).toBe(0);
  const second = new Tape({ levels: numbers(10) });
  await (await scene.play(second)).running.done;
  expect(second.asked).toEqual([4]);
  expect(sorted(scene.levels())).toEqual(numbers(10));
});

test.each([true, false])(
  "a commit without an answer (applied: %s) drops all and reads anew from what is in the log",
  async (applied) => {
    const tape = new Tape({ levels: numbers(12) });
    tape.onWritten = ({ position: at }) => {
      if (at === 4) scene.cluster.failNextCommit({ applied });
    };
    const { running } = await scene.play(tape);
    await running.done;
    expect(tape.asked).toEqual([undefined, applied ? 6 : 4]);
    expect(sorted(scene.levels())).toEqual(numbers(12));
  },
);

test("a commit that fails while the recording pauses is noticed at once", async () => {
  const tape = new Tape({
    levels: numbers(6),
    pace: (begin, signal) => (begin < 4 || tape.asked.length > 1 ? Promise.resolve() : aborted(signal)),
  });
  tape.onWritten = ({ position: at }) => {
    if (at === 2 && tape.asked.length === 1) scene.cluster.failNextCommit({ applied: false });
  };
  const { running } = await scene.play(tape);
  await running.done;
  expect(tape.asked).toEqual([undefined, 2]);
  expect(sorted(scene.levels())).toEqual(numbers(6));
});

test("a second instance waits, ready, with its API open, and takes over when the first is killed", async () => {
  const first = new Tape({
    levels: numbers(10),
    pace: (begin, signal) => (begin < 6 ? Promise.resolve() : aborted(signal)),
  });
  const owner = await scene.play(first);
  await eventually(() => expect(position()).toBe(6));
  const second = new Tape({ levels: numbers(10) });
  const waiting = await scene.play(second);
  await eventually(() => {
    expect(check(waiting, "owner")).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^standing by/),
    });
    expect(waiting.running.health.isReady).toBe(true);
  });
  expect(second.asked).toEqual([]);
  expect(await (await fetch(`${waiting.running.addresses.api}/reads`)).json()).toEqual({ asked: 0 });
  await eventually(() => expect(waiting.logs.map(({ msg }) => String(msg)).join()).toContain("standing by"));
  for (const broker of owner.brokers) broker.kill();
  scene.cluster.expireSessions();
  await waiting.running.done;
  expect(second.asked).toEqual([6]);
  expect(sorted(scene.levels())).toEqual(numbers(10));
});

test("one that does not know that it was expelled can write nothing, and tells its reader to end", async () => {
  const gate = Promise.withResolvers<void>();
  const first = new Tape({
    levels: numbers(10),
    pace: (begin) => (begin < 6 ? Promise.resolve() : gate.promise),
  });
  await scene.play(first);
  await eventually(() => expect(position()).toBe(6));
  const group = "tape-deck.tape-1";
  const [member] =
    (await scene.cluster.openOperator().groups()).find((each) => each.group === group)?.members ?? [];
  const second = new Tape({ levels: numbers(10) });
  const waiting = await scene.play(second);
  scene.cluster.expel(group, member?.memberId ?? "");
  await waiting.running.done;
  expect(sorted(scene.levels())).toEqual(numbers(10));
  gate.resolve(); // now the first hands over what it had read
  await eventually(() => expect(first.readers).toBe(0));
  expect(sorted(scene.levels())).toEqual(numbers(10));
});

test("who is fenced writes nothing, fences again while the recording is still its own, and goes on", async () => {
  const gate = Promise.withResolvers<void>();
  const tape = new Tape({
    levels: numbers(10),
    pace: (begin) => (begin === 6 ? gate.promise : Promise.resolve()),
  });
  const { running } = await scene.play(tape);
  await eventually(() => expect(position()).toBe(6));
  const rival = await scene.cluster.openBroker().openTransactor({ transactionalId: "tape-deck-tape-1" });
  gate.resolve();
  await running.done;
  expect(tape.asked).toEqual([undefined, 6]);
  expect(sorted(scene.levels())).toEqual(numbers(10));
  await expect(
    rival.commit([{ topic: heard.name, key: "s0", value: Buffer.alloc(1) }], []),
  ).rejects.toMatchObject({
    code: "fenced",
  });
});

test("another recording of the same service has an owner of its own", async () => {
  const slow = new Tape({ id: "tape-2", levels: numbers(4), pace: (_, signal) => aborted(signal) });
  await scene.play(slow);
  await eventually(() => expect(slow.readers).toBe(1));
  const { running } = await scene.play(new Tape({ levels: [10, 11] }));
  await running.done;
  expect(sorted(scene.levels())).toEqual([10, 11]);
});

test("a position hidden behind another recording's open transaction is waited for, not passed over", async () => {
  const first = new Tape({
    levels: numbers(8),
    pace: (begin, signal) => (begin < 4 ? Promise.resolve() : aborted(signal)),
  });
  await (await scene.play(new Tape({ levels: [] }))).running.done;
  const foreign = scene.cluster.beginTransaction();
  foreign.send("tape-deck.progress", [{ key: "tape-9", value: Buffer.from("1") }]);
  const { running } = await scene.play(first);
  await eventually(() => expect(running.health.ready().find(({ name }) => name === "owner")?.ok).toBe(false));
  expect(first.asked).toEqual([]);
  foreign.abort();
  await eventually(() => expect(position()).toBe(4));
  const behind = scene.cluster.beginTransaction();
  behind.send("tape-deck.progress", [{ key: "tape-9", value: Buffer.from("2") }]);
  await running.stop();
  const second = new Tape({ levels: numbers(8) });
  const again = await scene.play(second);
  await eventually(() =>
    expect(again.running.health.ready().find(({ name }) => name === "owner")?.ok).toBe(false),
  );
  behind.commit();
  await again.running.done;
  expect(second.asked).toEqual([4]);
  expect(sorted(scene.levels())).toEqual(numbers(8));
});

test("an outage is waited out, told at once, and goes on where it was", async () => {
  const tape = new Tape({ levels: numbers(10) });
  const fair = Promise.withResolvers<void>();
  tape.onWritten = ({ position: at }) => {
    if (at === 4) void scene.cluster.outage(fair.promise);
  };
  const played = await scene.play(tape);
  await eventually(() =>
    expect(check(played, "publishing")).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^publishing has failed for/),
    }),
  );
  fair.resolve();
  await played.running.done;
  expect(sorted(scene.levels())).toEqual(numbers(10));
});

test("a recording that cannot be read ends the service, and what was read before is written", async () => {
  const tape = new Tape({
    levels: numbers(10),
    pace: async (begin) => {
      if (begin === 4) throw new Error("the tape is torn");
    },
  });
  const { running } = await scene.play(tape);
  const failure = await running.done.catch((error: unknown) => error);
  expect(String(failure)).toContain("the tape is torn");
  expect(exitCodeOf(failure)).toBe(1);
  expect(position()).toBe(4);
});

test("a position that cannot be read ends the service with 78: nothing is written twice", async () => {
  await (await scene.play(new Tape({ levels: [1] }))).running.done;
  scene.cluster.append("tape-deck.progress", { key: "tape-1", value: Buffer.from("no JSON") });
  const { running } = await scene.play(new Tape({ levels: [1, 2] }));
  const failure = await running.done.catch((error: unknown) => error);
  expect(exitCodeOf(failure)).toBe(78);
  expect(scene.levels()).toEqual([1]);
});

/** Resolves when the signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  if (signal.aborted) resolve();
  return promise;
}
