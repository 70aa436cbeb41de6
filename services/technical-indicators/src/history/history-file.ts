import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { LogPlace } from "@tributary/runtime";
import type { HistoryBatch, HistoryRange, SeriesExtent } from "./history-request.ts";
import { at, numberCount, type PackedBars, packedForm, rowLength } from "./packed-bars.ts";

/** Marks a database as one of these: "TRIB". */
const applicationId = 0x54524942;

const tables = `
  CREATE TABLE log (id INTEGER PRIMARY KEY CHECK (id = 1), form TEXT, epoch TEXT, position TEXT);
  CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT);
  CREATE TABLE extent (series INTEGER PRIMARY KEY, barCount INTEGER, first INTEGER, last INTEGER);
  CREATE TABLE bar (
    series INTEGER, openTime INTEGER, words INTEGER,
    partition INTEGER, offset INTEGER, appendedAt INTEGER, numbers BLOB,
    PRIMARY KEY (series, openTime)
  ) WITHOUT ROWID;`;

/** Bars in SQLite, with the position of the log they are of. Everything here blocks: it has a thread of its own. */
export class HistoryFile {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #extents = new Map<number, SeriesExtent>();
  #insert!: StatementSync;
  #update!: StatementSync;
  #delete!: StatementSync;
  #select!: StatementSync;

  /** Throws SQLite's error: 5 when another process has the file, 11 or 26 when it is damaged. */
  constructor(path: string) {
    this.path = path;
    this.#database = new DatabaseSync(path);
    try {
      // Held until the end of the process, however it ends. NORMAL: a power cut may cost the last batches, not the file.
      this.#database.exec(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
      );
      this.#database.exec("BEGIN IMMEDIATE; COMMIT");
      if (this.#read("PRAGMA application_id")?.application_id !== applicationId) this.#adopt();
      if (this.#read("SELECT form FROM log")?.form !== packedForm) this.#makeAnew();
      this.#prepare();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  get place(): LogPlace | undefined {
    const row = this.#read("SELECT epoch, position FROM log");
    if (typeof row?.epoch !== "string" || typeof row.position !== "string") return undefined;
    return { epoch: row.epoch, position: JSON.parse(row.position) as readonly number[] };
  }

  /** JSON of the lists of words, in the order of their numbers. */
  get names(): readonly string[] {
    return this.#database
      .prepare("SELECT text FROM name ORDER BY id")
      .all()
      .map(({ text }) => String(text));
  }

  get extents(): readonly SeriesExtent[] {
    return [...this.#extents.values()];
  }

  /** Forgets all: what comes is of this log, from its start. */
  begin(epoch: string): void {
    this.#makeAnew();
    this.#prepare();
    this.#database.prepare("UPDATE log SET epoch = ?").run(epoch);
  }

  /** Answers the extents that changed. */
  write({ names, bars, removed, position }: HistoryBatch): readonly SeriesExtent[] {
    const touched = new Set<number>();
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const name = this.#database.prepare("INSERT OR REPLACE INTO name VALUES (?, ?)");
      for (const [index, text] of names.texts.entries()) name.run(names.from + index, text);
      for (let start = 0; start < bars.length; start += rowLength) touched.add(this.#put(bars, start));
      for (const { series, openTime } of removed) touched.add(this.#remove(series, openTime));
      const changed = [...touched]
        .map((series) => this.#keepExtent(series))
        .filter((extent) => extent !== undefined);
      if (position !== undefined)
        this.#database.prepare("UPDATE log SET position = ?").run(JSON.stringify(position));
      this.#database.exec("COMMIT");
      return changed;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      this.#readExtents();
      throw error;
    }
  }

  read({ series, from, before, limit }: HistoryRange): PackedBars {
    const rows = this.#select.all(series, from, before, limit) as unknown as (readonly [
      ...place: number[],
      numbers: Uint8Array,
    ])[];
    const packed = new Float64Array(rows.length * rowLength);
    for (const [index, row] of rows.entries()) {
      const start = index * rowLength;
      packed.set(row.slice(0, at.numbers) as number[], start);
      new Uint8Array(packed.buffer, (start + at.numbers) * 8, numberCount * 8).set(
        row[at.numbers] as Uint8Array,
      );
    }
    return packed;
  }

  close(): void {
    this.#database.close();
  }

  #put(bars: PackedBars, start: number): number {
    const [series = 0, words = 0, openTime = 0, partition = 0, offset = 0, appendedAt = 0] = bars.subarray(
      start,
      start + at.numbers,
    );
    const numbers = new Uint8Array(bars.buffer, (start + at.numbers) * 8, numberCount * 8);
    const extent = this.#extents.get(series) ?? { series, barCount: 0, first: openTime, last: openTime };
    const isKnown =
      extent.barCount > 0 &&
      openTime <= extent.last &&
      this.#update.run(words, partition, offset, appendedAt, numbers, series, openTime).changes > 0;
    if (isKnown) return series;
    this.#insert.run(series, openTime, words, partition, offset, appendedAt, numbers);
    this.#extents.set(series, {
      series,
      barCount: extent.barCount + 1,
      first: Math.min(extent.first, openTime),
      last: Math.max(extent.last, openTime),
    });
    return series;
  }

  #remove(series: number, openTime: number): number {
    const extent = this.#extents.get(series);
    if (extent === undefined || this.#delete.run(series, openTime).changes === 0) return series;
    const ends = this.#database
      .prepare("SELECT min(openTime) AS first, max(openTime) AS last FROM bar WHERE series = ?")
      .get(series);
    const { first, last } = { first: Number(ends?.first ?? 0), last: Number(ends?.last ?? 0) };
    this.#extents.set(series, { series, barCount: extent.barCount - 1, first, last });
    return series;
  }

  #keepExtent(series: number): SeriesExtent | undefined {
    const extent = this.#extents.get(series);
    if (extent === undefined) return undefined;
    const { barCount, first, last } = extent;
    this.#database
      .prepare("INSERT OR REPLACE INTO extent VALUES (?, ?, ?, ?)")
      .run(series, barCount, first, last);
    return extent;
  }

  /** A database of somebody else's is not for us to write to. */
  #adopt(): void {
    if (this.#read("SELECT name FROM sqlite_schema LIMIT 1") !== undefined)
      throw Object.assign(new Error("it is a database of something else"), { errcode: 26 });
    this.#database.exec(`PRAGMA application_id = ${applicationId}; BEGIN; ${tables} COMMIT`);
  }

  #makeAnew(): void {
    const drop = ["log", "name", "extent", "bar"].map((table) => `DROP TABLE IF EXISTS ${table};`).join(" ");
    this.#database.exec(`BEGIN IMMEDIATE; ${drop} ${tables} COMMIT`);
    this.#database.prepare("INSERT INTO log VALUES (1, ?, NULL, NULL)").run(packedForm);
  }

  #prepare(): void {
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#insert = prepare("INSERT INTO bar VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.#update = prepare(
      "UPDATE bar SET words = ?, partition = ?, offset = ?, appendedAt = ?, numbers = ? WHERE series = ? AND openTime = ?",
    );
    this.#delete = prepare("DELETE FROM bar WHERE series = ? AND openTime = ?");
    this.#select = prepare(
      `SELECT series, words, openTime, partition, offset, appendedAt, numbers FROM bar
       WHERE series = ? AND openTime >= ? AND openTime < ? ORDER BY openTime DESC LIMIT ?`,
    );
    this.#select.setReturnArrays(true);
    this.#readExtents();
  }

  #readExtents(): void {
    this.#extents.clear();
    for (const row of this.#database.prepare("SELECT * FROM extent WHERE barCount > 0").all()) {
      const { series, barCount, first, last } = row as unknown as SeriesExtent;
      this.#extents.set(series, { series, barCount, first, last });
    }
  }

  #read(sql: string) {
    return this.#database.prepare(sql).get();
  }
}
