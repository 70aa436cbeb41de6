import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Topic } from "@tributary/contracts";
import { type Dataset, type Origin, RowFault } from "../../src/dataset.ts";
import { csvReplay } from "../../src/service/csv-replay.ts";

/** What a gauge showed; the smallest dataset that has a time, a number and an origin. */
export interface Reading {
  readonly replay: string;
  readonly lineNumber: number;
  readonly at: number;
  readonly level: number;
}

export const readingTopic: Topic<Reading> = {
  name: "test.reading.v1",
  schema: {
    type: "record",
    name: "Reading",
    namespace: "tributary.test",
    fields: [
      { name: "replay", type: "string" },
      { name: "lineNumber", type: "long" },
      { name: "at", type: "long" },
      { name: "level", type: "int" },
    ],
  },
  key: () => "gauge",
  eventTime: ({ at }) => at,
  partitions: 1,
  cleanup: { policy: "delete", retentionMs: 86_400_000 },
  fault: ({ level }) =>
    level > 1_000 ? { field: "level", given: level, expected: "at most 1000" } : undefined,
};

export const readings: Dataset<Reading> = {
  name: "readings",
  topic: readingTopic,
  layouts: [
    {
      name: "two columns",
      columns: ["at", "level"],
      read: ([at = "", level = ""]: readonly string[], { replay, lineNumber }: Origin) => {
        if (!/^\d+$/.test(level)) throw new RowFault("level", "not_a_number", `"${level}" is no number`);
        return { replay, lineNumber, at: Number(at), level: Number(level) };
      },
    },
  ],
  shift: (reading, ms) => ({ ...reading, at: reading.at + ms }),
  shiftStepMs: 1,
  order: { by: "file" },
  outliers: ({ level }) => (level > 900 ? 1 : 0),
};

export const gauge = csvReplay({
  name: "gauge",
  summary: "Replays what a gauge showed",
  prefix: "GAUGE",
  dataset: readings,
});

/** With topics of its own, for tests that share a broker. */
export const gaugeNamed = (name: string) =>
  csvReplay({
    name,
    summary: "Replays what a gauge showed",
    prefix: "GAUGE",
    dataset: { ...readings, topic: { ...readingTopic, name: `test.${name}.v1` } },
  });

/** The path of a file of its own with these lines under the header. */
export function readingsFile(lines: readonly string[], name = "readings.csv"): string {
  const path = join(mkdtempSync(join(tmpdir(), "readings-")), name);
  writeFileSync(path, ["at,level", ...lines, ""].join("\n"));
  return path;
}
