import { createHash } from "node:crypto";
import { join } from "node:path";
import type { CsvTable } from "../reading/csv-table.ts";
import type { RowSource } from "../row-source.ts";
import { mergeRuns } from "./merge-runs.ts";
import { SortCache } from "./sort-cache.ts";
import { SortCursor } from "./sort-cursor.ts";
import { readKey, storedKey } from "./sort-key.ts";
import { SortedFile, type SortedFooter } from "./sorted-file.ts";
import { writeRuns } from "./write-runs.ts";

/** Raised when sorted files are written, or rows cut, in another way. */
const sortVersion = 1;
/** For rows; with keys and blocks all of a sort stays below 256 MiB, whatever the size of the file. */
const sortMemoryBytes = 112 * 1024 * 1024;
/** Runs and the sorted copy are there at once, and a row takes 32 bytes more than in the file; a packed file unpacks to some six times. */
const roomFactor = { plain: 2.8, packed: 16 };

/** By event time, rows of one time in the order of the file; sorted on disk by `prepare`, unless that was done before. */
export function sortOrder<T>(
  table: CsvTable<T>,
  cacheFolder: string,
  memoryBytes = sortMemoryBytes,
): RowSource<T> {
  const cache = new SortCache(cacheFolder);
  const about = aboutOf(table);
  const name = `${table.dataset.name}-${table.input.fingerprint}-${digest(about)}`;
  const path = cache.pathOf(name);
  let footer: SortedFooter | undefined;

  async function sort(onProgress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const { sizeBytes = 0, isCompressed } = table.input;
    const needed = sizeBytes * (isCompressed ? roomFactor.packed : roomFactor.plain);
    await cache.make(name, needed, async (folder) => {
      const onShare = (share: number) => onProgress(share * 0.7);
      const runs = await writeRuns(table, folder, { memoryBytes, onShare, signal });
      const sorted = join(folder, "sorted");
      await mergeRuns(runs, sorted, { about, onShare: (share) => onProgress(0.7 + share * 0.3), signal });
      return sorted;
    });
  }

  return {
    name: table.input.name,
    fingerprint: table.input.fingerprint,
    layout: table.reader.layout.name,
    get span() {
      return footer === undefined || footer.first === null
        ? undefined
        : { first: footer.first, last: footer.last ?? footer.first };
    },
    prepare: async (onProgress, signal) => {
      footer ??= await footerOf(path, about);
      if (footer === undefined) {
        await sort(onProgress, signal);
        footer = await footerOf(path, about);
        if (footer === undefined) throw new Error(`${path} was sorted just now and is not there`);
      } else await cache.touch(name);
      onProgress(1);
    },
    open: (from, replay) => new SortCursor(table, path, replay, readKey(from)),
    find: async (eventTime) => storedKey({ time: eventTime, line: 0 }),
  };
}

/** Everything that event times, and what is read at all, depend on. */
function aboutOf<T>({ dataset, reader, input, header }: CsvTable<T>): string {
  const { name, columns } = reader.layout;
  return JSON.stringify([
    sortVersion,
    dataset.name,
    dataset.version ?? 1,
    name,
    columns,
    input.fingerprint,
    header.names,
  ]);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

async function footerOf(path: string, about: string): Promise<SortedFooter | undefined> {
  const file = await SortedFile.open(path);
  await file?.close();
  return file?.footer.about === about ? file.footer : undefined;
}
