import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MarketIndicator } from "@tributary/contracts";
import type { HistoryFile } from "../../src/history/history-file.ts";
import type { HistoryBatch, HistoryRange } from "../../src/history/history-request.ts";
import { Names } from "../../src/history/names.ts";
import { openHistoryFile } from "../../src/history/open-history-file.ts";
import { packBars, unpackBars } from "../../src/history/packed-bars.ts";
import { anIndicator, minute, minutes, opening } from "../an-indicator.ts";
import { anEntry } from "./an-entry.ts";

let folder: string;
let path: string;
const open: HistoryFile[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  path = join(folder, "bars.sqlite");
});
afterEach(() => {
  for (const file of open.splice(0)) file.close();
  rmSync(folder, { recursive: true });
});

function opened(at = path): HistoryFile {
  const { file } = openHistoryFile(at);
  open.push(file);
  return file;
}

function close(file: HistoryFile): void {
  open.splice(open.indexOf(file), 1);
  file.close();
}

function batch(
  bars: readonly MarketIndicator[],
  names: Names,
  more: Partial<HistoryBatch> = {},
): HistoryBatch {
  const packed = packBars(
    bars.map((bar, offset) => anEntry(bar, offset)),
    names,
  );
  return { names: names.fresh, bars: packed, removed: [], position: undefined, ...more };
}

const all: HistoryRange = { series: 0, from: 0, before: Number.MAX_SAFE_INTEGER, limit: 1_000 };
const closes = (file: HistoryFile, range: Partial<HistoryRange> = {}) => {
  const names = new Names();
  names.begin(file.names);
  return unpackBars(file.read({ ...all, ...range }), names).map(({ value }) => value?.close);
};

test("bars, names and the place in the log are there again when the file is opened anew", () => {
  const file = opened();
  expect([file.place, file.names, file.extents]).toEqual([undefined, [], []]);
  file.begin("log");
  const names = new Names();
  file.write(batch([...minutes(3), anIndicator({ symbol: "MSFT" })], names, { position: [4, 0] }));
  close(file);
  const again = opened();
  expect(again.place).toEqual({ epoch: "log", position: [4, 0] });
  expect(again.names.map((text) => JSON.parse(text))).toEqual([
    ["AAPL", "1m"],
    ["XNAS", "USD", "yahoo"],
    ["MSFT", "1m"],
  ]);
  expect(closes(again)).toEqual([102, 101, 100]);
  expect(again.extents).toEqual([
    { series: 0, barCount: 3, first: opening, last: opening + 2 * minute },
    { series: 2, barCount: 1, first: opening, last: opening },
  ]);
});

test("bars come newest first, from one openTime to before another, at most so many", () => {
  const file = opened();
  file.begin("log");
  file.write(batch(minutes(9).toReversed(), new Names()));
  const [from, before] = [opening + 2 * minute, opening + 6 * minute];
  expect(closes(file, { from, before })).toEqual([105, 104, 103, 102]);
  expect(closes(file, { from, before, limit: 2 })).toEqual([105, 104]);
  expect(closes(file, { series: 7 })).toEqual([]);
});

test("a bar that is written again is the same bar, wherever it stands; the count tells bars", () => {
  const file = opened();
  file.begin("log");
  const names = new Names();
  file.write(batch(minutes(3), names));
  const [first, , last] = minutes(3, { close: 120, high: 120 });
  const middle = anIndicator({ openTime: opening + 90_000, close: 121 });
  const changed = file.write(
    batch(
      [first, last, middle].filter((bar) => bar !== undefined),
      names,
    ),
  );
  expect(closes(file)).toEqual([120, 121, 101, 120]);
  expect(changed).toEqual([{ series: 0, barCount: 4, first: opening, last: opening + 2 * minute }]);
});

test("a bar that is removed is gone, and counted no more", () => {
  const file = opened();
  file.begin("log");
  const names = new Names();
  file.write(batch(minutes(3), names));
  const removed = [0, 2, 9].map((index) => ({ series: 0, openTime: opening + index * minute }));
  expect(file.write(batch([], names, { removed }))).toEqual([
    { series: 0, barCount: 1, first: opening + minute, last: opening + minute },
  ]);
  expect(closes(file)).toEqual([101]);
});

test("a batch that fails leaves nothing behind, neither bars nor place", () => {
  const file = opened();
  file.begin("log");
  const names = new Names();
  file.write(batch(minutes(1), names, { position: [1] }));
  expect(() => file.write(batch(minutes(3), names, { position: [3n] as never }))).toThrow("BigInt");
  expect([closes(file), file.place?.position, file.extents[0]?.barCount]).toEqual([[100], [1], 1]);
  file.write(batch(minutes(3), names, { position: [3] }));
  expect([closes(file), file.extents[0]?.barCount]).toEqual([[102, 101, 100], 3]);
});

test("a file of another log is emptied when that log is begun", () => {
  const file = opened();
  file.begin("log");
  file.write(batch(minutes(3), new Names(), { position: [3] }));
  file.begin("other");
  expect([closes(file), file.names, file.extents, file.place]).toEqual([[], [], [], undefined]);
});

test("a file of another form is emptied", () => {
  const file = opened();
  file.begin("log");
  file.write(batch(minutes(3), new Names(), { position: [3] }));
  close(file);
  const database = new DatabaseSync(path);
  database.exec("UPDATE log SET form = '0 open high'");
  database.close();
  const again = opened();
  expect([again.place, closes(again)]).toEqual([undefined, []]);
});

test("replicas on one machine have a file each, and the same again when all start again", () => {
  const [first, second, third] = [opened(), opened(), opened()];
  expect([first, second, third].map((file) => file.path)).toEqual([
    path,
    join(folder, "bars.2.sqlite"),
    join(folder, "bars.3.sqlite"),
  ]);
  close(second);
  expect(opened().path).toBe(join(folder, "bars.2.sqlite"));
  expect([opened(":memory:").path, opened(":memory:").path]).toEqual([":memory:", ":memory:"]);
});

test("a file that is damaged is set aside beside those before it, and an empty one is begun", () => {
  for (const number of [1, 2]) {
    writeFileSync(path, "no database at all, but long enough to have a header ".repeat(40));
    const { file, setAside } = openHistoryFile(path);
    open.push(file);
    expect(setAside).toEqual({
      to: `${path}.damaged-${number}`,
      reason: expect.stringContaining("not a database"),
    });
    expect(file.extents).toEqual([]);
    close(file);
  }
  expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toHaveLength(2);
});

test("a database of something else is left as it is", () => {
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE precious (thing TEXT); INSERT INTO precious VALUES ('kept')");
  database.close();
  const { file, setAside } = openHistoryFile(path);
  open.push(file);
  expect(setAside?.reason).toBe("it is a database of something else");
  const aside = new DatabaseSync(setAside?.to ?? "");
  expect(aside.prepare("SELECT thing FROM precious").get()).toEqual({ thing: "kept" });
  aside.close();
});

test("a folder that cannot be written to is told as what it is", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => openHistoryFile(join(folder, "file", "bars.sqlite"))).toThrow(/EEXIST|ENOTDIR/);
});
