import { eventually } from "../../src/eventually.ts";
import { type ProcessUsage, usageOf } from "../../src/process-usage.ts";
import { ServiceProcess } from "../../src/service-process.ts";
import { producer } from "../../test/accidents/accidents-chain.ts";
import { mainOf } from "../../test/chain/main-of.ts";
import { ask, type ReplayAnswer } from "../../test/chain/service-chain.ts";
import type { SinkStand } from "./sink-stand.ts";

export interface ReplayFigures {
  readonly rows: ReplayAnswer["rows"];
  /** From the start of the process, until the first row was in the log, and until the last. */
  readonly toFirstRow: number;
  readonly seconds: number;
  readonly usage: ProcessUsage;
  readonly samples: readonly { readonly rows: number; readonly residentBytes: number }[];
}

/** Lets accident-csv replay at full speed until it is done, then ends it. `env` names the input. */
export async function replay(
  stand: SinkStand,
  env: Readonly<Record<string, string>>,
  timeoutMs = 1_800_000,
): Promise<ReplayFigures> {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  const process = new ServiceProcess(mainOf(producer), {
    ...stand.servers,
    LOG_LEVEL: "info",
    ACCIDENT_SPEED: "max",
    ACCIDENT_WHEN_DONE: "stay",
    ...env,
  });
  const samples: { rows: number; residentBytes: number }[] = [];
  let toFirstRow = Number.NaN;
  try {
    const rows = await eventually(async () => {
      if (process.hasExited) return undefined;
      const status = (await (await ask(process, "/replay")).json()) as ReplayAnswer;
      samples.push({ rows: status.rows.sent, residentBytes: usageOf(process.pid).residentBytes });
      if (status.rows.sent > 0 && Number.isNaN(toFirstRow)) toFirstRow = elapsed();
      if (status.state === "failed") return undefined;
      if (status.state !== "finished") throw new Error(`${status.state} at ${status.rows.sent} rows`);
      return status.rows;
    }, timeoutMs);
    if (rows === undefined) throw new Error(`the replay has failed:\n${process.output}`);
    return { rows, toFirstRow, seconds: elapsed(), usage: usageOf(process.pid), samples };
  } finally {
    await process.stop();
  }
}
