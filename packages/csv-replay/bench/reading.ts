/**
 * What reading costs, a row of 31 columns: bytes alone, cutting and splitting, with conversion by a dataset, packed, in the
 * orders of a buffer and of a sort. Prints one JSON document. CPU a million rows is the steady figure; rows a second depend on
 * what else the machine does.
 *
 *     node packages/csv-replay/bench/reading.ts [rows=1000000]
 */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Order } from "../src/dataset.ts";
import { contentStart } from "../src/reading/csv-input.ts";
import { openFileInput } from "../src/reading/file-input.ts";
import { openCsv } from "../src/reading/open-csv.ts";
import { RowCutter } from "../src/reading/row-cutter.ts";
import { benchLines, benchRows } from "./flight-rows.ts";

const rows = Number(process.argv[2] ?? 1_000_000);
const never = new AbortController().signal;
const folder = await mkdtemp(join(tmpdir(), "csv-replay-bench-"));
const say = (line: string) => console.error(line);

/** Rows a second, CPU seconds a million rows, and the most memory seen. */
async function measured(name: string, work: (sample: () => void) => Promise<number>) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const count = await work(sample);
  sample();
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const figures = {
    rows: count,
    rowsPerSecond: Math.round(count / seconds),
    cpuSecondsPerMillionRows: Number(((user + system) / count).toFixed(2)),
    peakRssMegabytes: Math.round(peak / 1e6),
  };
  say(`${name}: ${JSON.stringify(figures)}`);
  return figures;
}

async function bytes(path: string): Promise<number> {
  const input = await openFileInput(path, never);
  let length = 0;
  for await (const piece of input.read(contentStart, never)) length += piece.length;
  return length > 0 ? rows : 0;
}

async function cutAndSplit(path: string, sample: () => void): Promise<number> {
  const input = await openFileInput(path, never);
  const cutter = new RowCutter(contentStart, "\n");
  let found = -1; // the header
  for await (const piece of input.read(contentStart, never)) {
    for (const block of cutter.cut(piece, false)) found += block.rows.length;
    sample();
  }
  return found;
}

async function read(path: string, order: Order, sample: () => void): Promise<number> {
  const source = await openCsv(path, benchRows, { order, cacheFolder: join(folder, "cache") });
  await source.prepare(sample, never);
  const cursor = source.open(undefined, "bench");
  let found = 0;
  for (let next = await cursor.next(never); next !== undefined; next = await cursor.next(never)) {
    found += next.length;
    sample();
  }
  await cursor.close();
  return found;
}

async function prepareOnly(path: string, sample: () => void): Promise<number> {
  const source = await openCsv(path, benchRows, {
    order: { by: "sort" },
    cacheFolder: join(folder, "cache"),
  });
  await source.prepare(sample, never);
  return rows;
}

async function write(path: string, back: boolean): Promise<void> {
  const out = createWriteStream(path);
  for (const text of benchLines(rows, back)) if (!out.write(text)) await once(out, "drain");
  out.end();
  await once(out, "finish");
}

try {
  const plain = join(folder, "plain.csv");
  const mixed = join(folder, "mixed.csv");
  const packed = join(folder, "packed.csv.gz");
  await write(plain, false);
  await write(mixed, true);
  await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(packed));
  const figures = {
    bytesAndFingerprint: await measured("bytes and fingerprint", () => bytes(plain)),
    cutAndSplit: await measured("cut and split", (sample) => cutAndSplit(plain, sample)),
    withConversion: await measured("with conversion", (sample) => read(plain, { by: "file" }, sample)),
    packed: await measured("packed", (sample) => read(packed, { by: "file" }, sample)),
    buffer: await measured("buffer, a day late", (sample) =>
      read(mixed, { by: "buffer", latenessMs: 90_000_000 }, sample),
    ),
    sort: await measured("sort", (sample) => prepareOnly(mixed, sample)),
    readSorted: await measured("read sorted", (sample) => read(mixed, { by: "sort" }, sample)),
  };
  const about = { cores: cpus().length, node: process.version, rows, bytesOfFile: (await stat(plain)).size };
  console.log(JSON.stringify({ ...about, figures }, null, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
