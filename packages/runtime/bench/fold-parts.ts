/**
 * What a step costs a fold whose state is large, when it changes little of it: 20 blocks of 25 bars and one that forms,
 * kept whole and in parts. Without a broker: step, checks, records, merge. Prints one JSON document; CPU of one thread.
 *
 *     node packages/runtime/bench/fold-parts.ts [steps=20000]
 */
import { cpus } from "node:os";
import type { Entry } from "../src/process/entry.ts";
import { type FoldProcess, fold } from "../src/process/fold.ts";
import { FoldSlice } from "../src/process/fold-slice.ts";
import { frozen } from "../src/process/state-json.ts";

interface Bar {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly revision: number;
}

type State = Readonly<Record<string, Bar | readonly Bar[]>>;
type Shape = "whole" | "in parts" | "in parts, blocks in one list";

const steps = Number(process.argv[2] ?? 20_000);
const [blocks, barsEach] = [20, 25];

const bar = (n: number): Bar => {
  const close = 100 + Math.sin(n) * 10;
  return {
    openTime: n * 60_000,
    open: close - 0.1,
    high: close + 1,
    low: close - 1,
    close,
    volume: n * 7,
    revision: 1,
  };
};

/** The step changes the forming bar alone; all blocks are handed on as they are. */
function processOf(shape: Shape): FoldProcess<Bar, State> {
  return fold<Bar, State>({
    state: { version: 1, parts: shape !== "whole" },
    step: (before = {}, { value }) => [{ ...before, forming: { ...value } }, []],
  });
}

function stateOf(shape: Shape): State {
  const list = Array.from({ length: blocks }, (_, block) =>
    Array.from({ length: barsEach }, (_, index) => bar(block * barsEach + index)),
  );
  const named = Object.fromEntries(list.map((block, index) => [`block${index}`, block]));
  const all = shape === "in parts, blocks in one list" ? { blocks: list as never } : named;
  return frozen({ ...all, forming: bar(blocks * barsEach) });
}

/** `perTransaction` steps each, as often as it takes. */
function measure(shape: Shape, perTransaction: number) {
  const process_ = processOf(shape);
  const table = {
    states: new Map([["SYNTH", stateOf(shape)]]),
    home: { topic: "bench.state", partition: 0 },
    meanStateBytes: 0,
  };
  const letter = { topic: "", key: "", value: null, isCompacted: false, bytes: 0 };
  const outbox = { encode: () => letter, draft: () => letter };
  const entries = Array.from({ length: perTransaction }, (_, offset): Entry<unknown> => {
    const at = { topic: "bench.bar", partition: 0, offset };
    const record = { ...at, timestamp: 0, key: null, value: null, headers: {} };
    return { record, message: { ...at, key: "SYNTH", value: bar(600 + offset), appendedAt: 0 } };
  });
  let bytes = 0;
  const transaction = () => {
    const slice = new FoldSlice({ process: process_, outbox, table, entries, from: 0 });
    slice.restart();
    for (let index = 0; index < perTransaction; index++)
      if (slice.step(index) !== undefined) throw new Error("the step was refused");
    bytes = (slice.records() ?? []).reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    slice.merge(table);
  };
  const transactions = Math.max(20, Math.ceil(steps / perTransaction));
  for (let warmUp = 0; warmUp < transactions / 4; warmUp++) transaction();
  const before = process.threadCpuUsage();
  for (let count = 0; count < transactions; count++) transaction();
  const { user, system } = process.threadCpuUsage(before);
  return {
    microsecondsPerStep: Number(((user + system) / transactions / perTransaction).toFixed(2)),
    stateBytesPerTransaction: bytes,
  };
}

const shapes: Shape[] = ["whole", "in parts", "in parts, blocks in one list"];
const measured = shapes.map((shape) => [
  shape,
  Object.fromEntries([1, 100].map((each) => [`${each} steps a transaction`, measure(shape, each)])),
]);
console.log(
  JSON.stringify(
    {
      node: process.version,
      cpu: cpus()[0]?.model,
      bars: blocks * barsEach,
      ...Object.fromEntries(measured),
    },
    null,
    2,
  ),
);
