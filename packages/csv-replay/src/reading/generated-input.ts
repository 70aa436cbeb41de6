import { setImmediate } from "node:timers/promises";
import type { CsvInput, Probes } from "./csv-input.ts";
import type { Place } from "./place.ts";
import type { RowGenerator } from "./row-generator.ts";

const probeRows = 200;

/**
 * A generator as an input. Offsets count the bytes as if the rows were a file; behind a search they count from the row found,
 * since the bytes before it were never made.
 */
export function generatedInput(generator: RowGenerator): CsvInput {
  const header = Buffer.from(`${generator.header}\n`);
  return {
    name: generator.name,
    fingerprint: generator.fingerprint,
    sizeBytes: undefined,
    isCompressed: false,
    read: (from, signal) => generated(generator, header, from, signal),
    shareAt: ({ line }) => (generator.rows === 0 ? 1 : Math.min(Math.max(line - 2, 0) / generator.rows, 1)),
    probes: probesOf(generator),
  };
}

async function* generated(generator: RowGenerator, header: Buffer, from: Place, signal: AbortSignal) {
  signal.throwIfAborted();
  if (from.line === 1) yield header;
  for (const block of generator.blocks(Math.max(from.line - 2, 0))) {
    yield block;
    await setImmediate(); // a generator never waits for a disk: others must have their turn
    signal.throwIfAborted();
  }
}

function probesOf(generator: RowGenerator): Probes {
  return {
    steps: generator.rows,
    fineness: probeRows,
    isAligned: true,
    at: async (row) => {
      const blocks: Buffer[] = [];
      let rows = 0;
      for (const block of generator.blocks(row)) {
        blocks.push(block);
        rows += lineEndsIn(block);
        if (rows > probeRows) return { bytes: Buffer.concat(blocks), isEnd: false };
      }
      return { bytes: Buffer.concat(blocks), isEnd: true };
    },
    place: async (row, behind) => ({ offset: 0, line: row + behind.line + 2 }),
  };
}

function lineEndsIn(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) found++;
  return found;
}
