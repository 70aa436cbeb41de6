import { parentPort } from "node:worker_threads";
import { barRow } from "../api/bar-columns.ts";
import type { HistoryFile } from "./history-file.ts";
import type { HistoryCalls, HistoryContent } from "./history-request.ts";
import { Names } from "./names.ts";
import { isDamage, openHistoryFile, setAside } from "./open-history-file.ts";
import { unpackBars } from "./packed-bars.ts";

/** The thread that has the file: what SQLite and the disk take holds up nobody else. */
let opened: HistoryFile | undefined;
const names = new Names();

const answers: {
  [Call in keyof HistoryCalls]: (ask: HistoryCalls[Call]["ask"]) => HistoryCalls[Call]["answer"];
} = {
  open: ({ path }) => content(openHistoryFile(path)),
  setAside: ({ reason }) => {
    const { path } = file();
    file().close();
    const to = setAside(path);
    return content({ ...openHistoryFile(path), setAside: { to, reason } });
  },
  begin: ({ epoch }) => {
    file().begin(epoch);
    names.begin([]);
    return undefined;
  },
  write: (batch) => {
    const extents = file().write(batch);
    for (const text of batch.names.texts) names.idOf(...(JSON.parse(text) as string[]));
    return extents;
  },
  bars: (range) => file().read(range),
  rows: (range) => {
    const records = unpackBars(file().read(range), names);
    const rows = records.map(({ value }) => (value === null ? "" : barRow(value))).join(",");
    return { count: records.length, rows: new TextEncoder().encode(rows) };
  },
  close: () => {
    opened?.close();
    opened = undefined;
    return undefined;
  },
};

function file(): HistoryFile {
  if (opened === undefined) throw new Error("the history is not open");
  return opened;
}

function content({ file, setAside }: ReturnType<typeof openHistoryFile>): HistoryContent {
  opened = file;
  names.begin(file.names);
  const { path, place, extents } = file;
  return { file: path, setAside, place, names: file.names, extents };
}

parentPort?.on("message", ({ id, call, ask }: { id: number; call: keyof HistoryCalls; ask: never }) => {
  try {
    const answer = answers[call](ask);
    parentPort?.postMessage({ id, answer }, transferable(answer));
  } catch (error) {
    const { message } = error as Error;
    parentPort?.postMessage({ id, failure: { message, isDamage: isDamage(error) } });
  }
});

function transferable(answer: unknown): ArrayBuffer[] {
  if (answer instanceof Float64Array) return [answer.buffer as ArrayBuffer];
  const rows = (answer as { readonly rows?: unknown } | undefined)?.rows;
  return rows instanceof Uint8Array ? [rows.buffer as ArrayBuffer] : [];
}
