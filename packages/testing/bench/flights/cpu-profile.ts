import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What V8 writes for `--cpu-prof`; times in microseconds. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileSummary {
  /** Of the main thread's samples, idle left out: on a busy machine a sample's time is no CPU time, its share is. */
  readonly percentByStage: Readonly<Record<string, number>>;
  /** Functions that took most themselves. */
  readonly hottest: readonly { readonly name: string; readonly percent: number }[];
}

/** Which stage a function belongs to, by its file; the first that matches. */
const stages: readonly (readonly [string, RegExp])[] = [
  ["read and cut rows", /packages\/csv-replay\/src\/(reading|order)\//],
  ["pace, progress, status", /packages\/csv-replay\//],
  ["row to flight", /services\/flight-csv\//],
  ["row to accident", /services\/accident-csv\//],
  ["count", /services\/(flights-per-airline|accident-feed)\//],
  ["indicators", /packages\/indicators\//],
  [
    "bars, roll-ups, signals",
    /services\/technical-indicators\/src\/(fold|rollup|signals)\/|packages\/exchange-hours\//,
  ],
  ["history", /services\/technical-indicators\/src\/history\//],
  ["record to document, fence, outcome", /services\/mongo-sink\//],
  ["MongoDB driver", /node_modules\/(mongodb|bson)\//],
  ["checks of the contract", /packages\/contracts\//],
  ["Avro", /node_modules\/avsc\/|packages\/kafka\/src\/schemas\//],
  ["Kafka client", /node_modules\/kafkajs\/|packages\/kafka\//],
  ["runtime", /packages\/runtime\//],
  ["other libraries", /node_modules\//],
  ["Node itself", /^node:/],
];

/** Sums the profile of the process that left it in the folder by stage; those of its workers are passed over. */
export async function summarize(folder: string, most = 15): Promise<ProfileSummary> {
  // CPU.<day>.<time>.<process>.<thread>.<number>.cpuprofile; the main thread is number 0.
  const [file] = (await readdir(folder)).filter((name) => /\.0\.\d+\.cpuprofile$/.test(name));
  if (file === undefined) throw new Error("the process left no profile");
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(join(folder, file), "utf8")) as CpuProfile;
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const byStage = new Map<string, number>();
  const byFunction = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    const frame = byId.get(id);
    if (frame === undefined || frame.functionName === "(idle)") continue;
    // A delta is the time since the sample before, so that of the next one is how long this one lasted.
    const seconds = (timeDeltas[i + 1] ?? 0) / 1e6;
    add(byStage, stageOf(frame), seconds);
    add(byFunction, nameOf(frame), seconds);
  }
  const all = [...byStage.values()].reduce((sum, one) => sum + one, 0);
  const percent = (seconds: number) => Number(((seconds / all) * 100).toFixed(1));
  const descending = (sums: Map<string, number>) => [...sums].toSorted(([, a], [, b]) => b - a);
  return {
    percentByStage: Object.fromEntries(
      descending(byStage).map(([stage, seconds]) => [stage, percent(seconds)]),
    ),
    hottest: descending(byFunction)
      .slice(0, most)
      .map(([name, seconds]) => ({ name, percent: percent(seconds) })),
  };
}

function add(sums: Map<string, number>, name: string, seconds: number): void {
  sums.set(name, (sums.get(name) ?? 0) + seconds);
}

function stageOf({ url, functionName }: CpuProfile["nodes"][number]["callFrame"]): string {
  if (functionName === "(garbage collector)") return "garbage collection";
  if (url === "") return "native and generated code";
  return stages.find(([, files]) => files.test(url))?.[0] ?? "other";
}

function nameOf({ url, functionName, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const file = url.slice(url.lastIndexOf("/") + 1);
  return url === "" ? functionName : `${functionName || "(anonymous)"} ${file}:${lineNumber + 1}`;
}
