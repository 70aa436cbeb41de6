import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marketIndicator } from "@tributary/contracts";
import { eventually, raw } from "@tributary/testing";
import { anIndicator, minute, minutes, opening } from "../an-indicator.ts";
import { bars, newWorld, type Shown, showing } from "../api/showing.ts";

let folder: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  env = { INDICATOR_HISTORY_FILE: join(folder, "deep", "bars.sqlite"), INDICATOR_WINDOW_BARS: "10" };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Closing prices of all bars, newest first. */
async function closes({ get }: Shown, query = "symbol=AAPL&interval=1m") {
  const { columns, rows } = (await get(`/bars?${query}&limit=5000`)).body;
  return rows.map((row) => row[columns.indexOf("close")]);
}

/** How many records of bars this life has read. */
async function recordsRead({ metrics }: Shown): Promise<number> {
  const line = (await metrics())
    .split("\n")
    .find(
      (each) => each.startsWith("messaging_client_consumed_messages_total{") && each.includes("indicator"),
    );
  return Number(line?.slice(line.lastIndexOf(" ")) ?? 0);
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

test("a restart begins with what is in the file, and reads only what is new", async () => {
  const world = newWorld();
  await showing(
    bars(minutes(33)),
    async (shown) => expect(await closes(shown)).toEqual(down(132, 100)),
    env,
    world,
  );
  const corrected = anIndicator({ openTime: opening + 2 * minute, close: 184, revision: 4 });
  const next = minutes(34).slice(33);
  await showing(
    bars([corrected, ...next]),
    async (shown) => {
      expect(await closes(shown)).toEqual([133, ...down(132, 103), 184, 101, 100]);
      expect(await recordsRead(shown)).toBe(2);
      const { symbols } = (await shown.get("/symbols")).body;
      expect(symbols[0]?.intervals).toMatchObject([{ barCount: 34, firstOpenTime: opening }]);
      const seen = await shown.stream("/bars/stream?symbol=AAPL&interval=1m");
      await eventually(() =>
        expect([...seen.shown.values()].map(({ close }) => close).sort()).toEqual(down(133, 124).sort()),
      );
    },
    env,
    world,
  );
});

test("what retention has deleted from the log is still there, and in a copy of the file for another replica", async () => {
  const world = newWorld();
  await showing(bars(minutes(33)), async () => {}, env, world);
  for (let partition = 0; partition < marketIndicator.partitions; partition++)
    world.cluster.deleteBefore(
      marketIndicator.name,
      partition,
      world.cluster.records(marketIndicator.name).length,
    );
  const copy = join(folder, "copy.sqlite");
  copyFileSync(env.INDICATOR_HISTORY_FILE ?? "", copy);
  for (const file of [env.INDICATOR_HISTORY_FILE ?? "", copy])
    await showing(
      [],
      async (shown) => {
        expect(await closes(shown)).toEqual(down(132, 100));
        expect(await recordsRead(shown)).toBe(0);
      },
      { ...env, INDICATOR_HISTORY_FILE: file },
      world,
    );
});

test("a bar that is retracted is gone from file and memory, in the next life, too", async () => {
  const world = newWorld();
  const retracted = [4, 30].map((index) =>
    marketIndicator.key(anIndicator({ openTime: opening + index * minute })),
  );
  const facts = [...bars(minutes(33)), ...retracted.map((key) => [marketIndicator, raw(key, null)] as const)];
  const due = down(132, 100).filter((close) => close !== 104 && close !== 130);
  await showing(facts, async (shown) => expect(await closes(shown)).toEqual(due), env, world);
  await showing([], async (shown) => expect(await closes(shown)).toEqual(due), env, world);
});

test("the file of a topic that was made anew is emptied and filled from the new one", async () => {
  const world = newWorld();
  await showing(bars(minutes(33)), async () => {}, env, world);
  world.cluster.deleteTopic(marketIndicator.name);
  await showing(
    bars(minutes(3, { close: 120, high: 120 })),
    async (shown) => {
      expect(await closes(shown)).toEqual([120, 120, 120]);
      expect((await shown.get("/symbols")).body.symbols[0]?.intervals).toMatchObject([{ barCount: 3 }]);
    },
    env,
    world,
  );
});

test("a file that is damaged within is set aside with a line in the log, and all is read anew", async () => {
  const world = newWorld();
  await showing(bars(minutes(200)), async () => {}, env, world);
  const path = env.INDICATOR_HISTORY_FILE ?? "";
  const { size } = statSync(path);
  const file = openSync(path, "r+");
  // The first page stays as it is: the damage lies where the bars are.
  writeSync(file, Buffer.alloc(size - 8_192, 0xff), 0, size - 8_192, 8_192);
  closeSync(file);
  const { logs } = await showing(
    [],
    async (shown) => {
      expect(await closes(shown)).toEqual(down(299, 100));
      expect(await recordsRead(shown)).toBe(200);
    },
    env,
    world,
  );
  expect(logs.map(({ level, msg }) => [level, msg])).toContainEqual([
    "error",
    "the history is damaged: it is set aside, and an empty one begun",
  ]);
  expect(readdirSync(join(folder, "deep")).filter((name) => name.endsWith(".damaged-1"))).toHaveLength(1);
});

test("two replicas with one setting keep a file each and tell the same", async () => {
  const world = newWorld();
  await showing(
    bars(minutes(33)),
    async (first) => {
      await showing(
        [],
        async (second) => {
          await first.take(...bars(minutes(40).slice(33)));
          expect(await closes(second)).toEqual(down(139, 100));
          expect(await closes(first)).toEqual(down(139, 100));
          const [one, other] = [
            await first.get("/bars?symbol=AAPL&interval=1m"),
            await second.get("/bars?symbol=AAPL&interval=1m"),
          ];
          expect(one.body.eventId).toBe(other.body.eventId);
        },
        env,
        world,
      );
    },
    env,
    world,
  );
  expect(
    readdirSync(join(folder, "deep"))
      .filter((name) => /\.sqlite$/.test(name))
      .sort(),
  ).toEqual(["bars.2.sqlite", "bars.sqlite"]);
});

test("a file that cannot be made ends the start with the name of its variable", async () => {
  const run = showing([], async () => {}, { INDICATOR_HISTORY_FILE: "/dev/null/bars.sqlite" });
  await expect(run).rejects.toThrow(/INDICATOR_HISTORY_FILE: given "\/dev\/null\/bars.sqlite"/);
});
