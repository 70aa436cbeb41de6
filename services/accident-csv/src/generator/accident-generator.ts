import { createHash } from "node:crypto";
import type { RowGenerator } from "@tributary/csv-replay";
import { SeededRandom } from "@tributary/csv-replay/generating";
import { columns46, columns47, columns49 } from "../accident-columns.ts";
import { type AccidentLayout, AccidentLines } from "./accident-lines.ts";
import { accidentPlan, type PlannedSegment } from "./accident-plan.ts";
import { segmentRows } from "./segment-rows.ts";

/** To be raised with every change that makes other rows of the same seed: a replay under way must not go on in them. */
const version = 2;
const rowsOfBlock = 400;
/** One id in so many is missing, as in the published file. */
const idGap = 157;

const columns: Readonly<Record<AccidentLayout, readonly string[]>> = {
  46: columns46,
  47: columns47,
  49: columns49,
};

export interface GeneratedAccidents {
  readonly rows: number;
  /** A whole number from 0 to 2^31. */
  readonly seed: number;
  /** Number of columns; 46, as in March 2023, if not given. The accidents are the same in each. */
  readonly layout?: AccidentLayout | undefined;
}

/**
 * Accidents that look like those of `US_Accidents_March23.csv` and have its sums in proportion, in the order, or rather disorder, of
 * that file. The plan says how many rows of what kind each month of each source has, so any row can be made after its month is
 * dealt out, some milliseconds at 500,000 rows.
 */
export function accidentGenerator({ rows, seed, layout = "46" }: GeneratedAccidents): RowGenerator {
  let planned: readonly PlannedSegment[] | undefined;
  let latest: { readonly segment: PlannedSegment; readonly lines: AccidentLines } | undefined;
  const linesOf = (segment: PlannedSegment): AccidentLines => {
    if (latest?.segment !== segment) {
      const dealt = segmentRows(segment, new SeededRandom(seed, segment.index, -1));
      latest = { segment, lines: new AccidentLines(segment, dealt, layout) };
    }
    return latest.lines;
  };
  // Not "A-", as in the published file: whoever keeps both apart by their ids must not lose an accident to one made up.
  const idPrefix = `G${seed}.${rows}-`;
  const identity = `accidents 2023, version ${version}, rows ${rows}, seed ${seed}, columns ${layout}`;
  return {
    name: `generated accidents, ${rows.toLocaleString("en")} rows, seed ${seed}`,
    fingerprint: createHash("sha256").update(identity).digest("hex").slice(0, 16),
    rows,
    header: columns[layout].join(","),
    *blocks(fromRow) {
      planned ??= accidentPlan(rows);
      const random = new SeededRandom();
      let row = fromRow;
      for (const segment of planned) {
        const end = segment.firstRow + segment.rows;
        while (row < end) {
          const lines = linesOf(segment);
          const blockEnd = Math.min(row + rowsOfBlock, end);
          let text = "";
          for (; row < blockEnd; row += 1) {
            random.seed(seed, row, 3);
            text += lines.line(row - segment.firstRow, idPrefix + idOf(row, seed), random);
          }
          yield Buffer.from(text);
        }
      }
    },
  };
}

/** Ids ascend; of each `idGap` numbers one, somewhere among them, is left out. */
function idOf(row: number, seed: number): number {
  const group = Math.floor(row / (idGap - 1));
  const place = Math.imul(group + seed, 0x9e3779b1) >>> 0;
  const skips = row - group * (idGap - 1) >= place % idGap ? 1 : 0;
  return 1 + row + group + skips;
}
