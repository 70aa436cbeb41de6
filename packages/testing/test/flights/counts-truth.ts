import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { GeneratedFile } from "../chain/generated-file.ts";

/** Counts by airline and ISO day: the figures of `figures`, in that order, as text. */
export type Counts = ReadonlyMap<string, string>;

const figures = [
  "flights",
  "cancelled",
  "diverted",
  "departedLate",
  "arrivedLate",
  "departed",
  "arrived",
  "departureDelayMinutes",
  "arrivalDelayMinutes",
];
const counting = fileURLToPath(new URL("../../../../services/flight-csv/test/truth.awk", import.meta.url));

/**
 * What an awk script of its own counts in a file, which knows nothing of Kafka and TypeScript. The bad rows are cut out
 * before, by their line numbers, so that the script need not judge them.
 */
export async function trueCounts({ path, badLines }: GeneratedFile): Promise<Counts> {
  const cut = badLines.map((line) => `${line}d`).join(";");
  const pipeline = 'sed -e "$1" "$2" | awk -f "$3"';
  const { stdout } = await promisify(execFile)("sh", ["-ec", pipeline, "sh", cut, path, counting], {
    maxBuffer: 1 << 26,
  });
  return countsOf(stdout);
}

/** Each airline and day of which a service tells something else than the truth, in words. */
export function differences(truth: Counts, csv: string): readonly string[] {
  const told = countsOf(csv);
  const keys = [...new Set([...truth.keys(), ...told.keys()])].sort();
  return keys
    .filter((key) => truth.get(key) !== told.get(key))
    .map((key) => `${key}: ${told.get(key) ?? "nothing"} instead of ${truth.get(key) ?? "nothing"}`);
}

/** Reads a CSV without quotes, whose header names airline, date and all figures. */
function countsOf(csv: string): Counts {
  const [header = "", ...lines] = csv.split(/\r?\n/).filter((line) => line !== "");
  const names = header.split(",");
  const place = (name: string) => {
    const index = names.indexOf(name);
    if (index === -1) throw new Error(`no column ${name} in ${header}`);
    return index;
  };
  const [airline, date, ...counted] = ["airline", "date", ...figures].map(place);
  const counts = new Map<string, string>();
  for (const line of lines) {
    const fields = line.split(",");
    const key = `${fields[airline ?? -1]} ${fields[date ?? -1]}`;
    if (counts.has(key)) throw new Error(`${key} is there twice`);
    counts.set(key, counted.map((index) => fields[index]).join(" "));
  }
  return counts;
}
