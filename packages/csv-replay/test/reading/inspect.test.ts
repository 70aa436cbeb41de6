import { gzipSync } from "node:zlib";
import { RowFault } from "../../src/dataset.ts";
import { formatReport } from "../../src/reading/format-report.ts";
import { inspect } from "../../src/reading/inspect.ts";
import { LatenessHistogram } from "../../src/reading/lateness-histogram.ts";
import { InputError } from "../../src/row-source.ts";
import { notes } from "./notes.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();
const hour = 3_600_000;
const day = 24 * hour;

const mixed = [
  "id,at,text",
  `a,${day},x`,
  `b,${day + 5 * hour},odd`,
  `c,${day + 2 * hour},x`,
  `d,${day + 4 * hour},x`,
  "e,soon,x",
  "f,later,x",
  "g",
  `h,${day + 95 * day},odd`,
].join("\n");

test("a file is told in numbers: good and bad rows, order, gaps, span, what is unusual", async () => {
  const refusing = {
    ...notes,
    topic: {
      ...notes.topic,
      fault: ({ id }: { id: string }) =>
        id === "d" ? { field: "id", given: "d", expected: "any other" } : undefined,
    },
  };
  const shares: number[] = [];
  const report = await inspect(file("mixed.csv", mixed), refusing, {
    onProgress: (share) => shares.push(share),
  });
  expect(report).toEqual({
    file: "mixed.csv",
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    dataset: "notes",
    layout: "with text",
    sizeBytes: mixed.length,
    isCompressed: false,
    rows: 8,
    good: 4,
    bad: 4,
    faults: [
      {
        reason: "not_a_number",
        column: "at",
        rows: 2,
        examples: [
          { lineNumber: 6, byteOffset: mixed.indexOf("e,soon"), message: '"soon" is not a number' },
          { lineNumber: 7, byteOffset: mixed.indexOf("f,later"), message: '"later" is not a number' },
        ],
      },
      {
        reason: "refused",
        column: "id",
        rows: 1,
        examples: [
          { lineNumber: 5, byteOffset: mixed.indexOf("\nd,") + 1, message: "id is d, expected any other" },
        ],
      },
      {
        reason: "too_few_fields",
        column: "at",
        rows: 1,
        examples: [
          {
            lineNumber: 8,
            byteOffset: mixed.indexOf("g\n"),
            message: "1 field, the header has 3: the row is cut short",
          },
        ],
      },
    ],
    furtherFaults: 0,
    eventTime: { least: day, greatest: 96 * day },
    late: { rows: 1, p99Ms: 3 * hour, maxMs: 3 * hour },
    stepsBack: 1,
    longestGap: { ms: 95 * day - 5 * hour, lineNumber: 9 },
    outliers: 2,
    seconds: expect.any(Number),
  });
  expect(shares.at(-1)).toBe(1);
});

test("the report reads as sentences a person can act on", async () => {
  const report = await inspect(file("mixed.csv.gz", gzipSync(mixed)), notes);
  expect(formatReport({ ...report, fingerprint: "00112233aabbccdd", sizeBytes: 1_234, seconds: 2 })).toBe(
    `file         mixed.csv.gz (1,234 bytes, gzip)
layout       notes, with text
fingerprint  00112233aabbccdd
rows         8 read in 2.0 s, 4 rows/s
good         5 would be sent, 2 of them with unusual values
bad          3 would be buried as dead letters
event time   1970-01-02T00:00:00Z to 1970-04-07T00:00:00Z, 95 d
order        2 rows (40.0 %) come late; 1 step back against the row before
lateness     at most 3 h; 3 h sets 99 % of them right. Or sort
longest gap  94 d 19 h, before line 9
  2 × not_a_number in at
      line 6, byte 67: "soon" is not a number
      line 7, byte 76: "later" is not a number
  1 × too_few_fields in at
      line 8, byte 86: 1 field, the header has 3: the row is cut short`,
  );
});

test("a file of bad rows alone is a report, and a file that is none an error", async () => {
  const report = await inspect(file("all-bad.csv", "id,at\nx,y\n"), notes);
  expect(report).toMatchObject({ rows: 1, good: 0, bad: 1, eventTime: undefined, longestGap: undefined });
  expect(formatReport(report)).not.toMatch(/event time/);
  await expect(inspect(file("none.csv", ""), notes)).rejects.toThrow(InputError);
});

test("of faults of one kind three examples are kept, and of kinds two hundred", async () => {
  const ids = Array.from({ length: 300 }, (_, i) => `x${i}`).join("\n");
  const path = file("kinds.csv", `id\n${ids}\n`);
  const failing = (columnOf: (id: string) => string) => ({
    ...notes,
    layouts: [
      {
        name: "any",
        columns: ["id"],
        read: ([id = ""]: readonly string[]): never => {
          throw new RowFault(columnOf(id), "wrong", `${id} is wrong`);
        },
      },
    ],
  });
  const ofOneKind = await inspect(
    path,
    failing(() => "id"),
  );
  expect(ofOneKind.faults.map(({ rows, examples }) => [rows, examples.length])).toEqual([[300, 3]]);
  const ofMany = await inspect(
    path,
    failing((id) => id),
  );
  expect(ofMany).toMatchObject({ bad: 300, furtherFaults: 100 });
  expect(ofMany.faults.length).toBe(200);
});

test("99 % of latenesses are within the one told, which is at most a thirty-second too long", () => {
  const histogram = new LatenessHistogram();
  const all = Array.from({ length: 1_000 }, (_, i) => (i + 1) ** 2);
  for (const ms of all) histogram.add(ms);
  expect(histogram.max).toBe(1_000_000);
  expect(histogram.count).toBe(1_000);
  for (const share of [0.5, 0.9, 0.99, 1]) {
    const exact = all[Math.ceil(share * 1_000) - 1] ?? 0;
    expect(histogram.quantile(share)).toBeGreaterThanOrEqual(exact);
    expect(histogram.quantile(share)).toBeLessThanOrEqual(exact * (1 + 1 / 32));
  }
  expect(new LatenessHistogram().quantile(0.99)).toBe(0);
});
