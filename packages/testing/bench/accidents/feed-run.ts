import { eventually } from "../../src/eventually.ts";
import { type ProcessUsage, usageOf } from "../../src/process-usage.ts";
import { ServiceProcess } from "../../src/service-process.ts";
import { mainOf } from "../../test/chain/main-of.ts";
import { ask } from "../../test/chain/service-chain.ts";
import type { SinkStand } from "./sink-stand.ts";

export interface FeedFigures {
  /** From the first answer that shows accidents to the first that shows all. */
  readonly seconds: number;
  readonly accidents: number;
  readonly usage: ProcessUsage;
}

/** Lets accident-feed count the topic of the accidents from its start until its API shows all. */
export async function feedRun(
  stand: SinkStand,
  expected: number,
  env: Readonly<Record<string, string>> = {},
): Promise<FeedFigures> {
  const process = new ServiceProcess(mainOf("accident-feed"), { ...stand.servers, ...env });
  let first: { readonly at: number; readonly accidents: number } | undefined;
  try {
    return await eventually(async () => {
      const { replays } = (await (await ask(process, "/replays")).json()) as {
        replays: readonly { readonly accidentCount: number }[];
      };
      const accidents = replays.reduce((sum, { accidentCount }) => sum + accidentCount, 0);
      const at = performance.now();
      if (accidents > 0) first ??= { at, accidents };
      if (first === undefined || accidents < expected) throw new Error(`${accidents} of ${expected} counted`);
      const seconds = (at - first.at) / 1_000;
      return { seconds, accidents: accidents - first.accidents, usage: usageOf(process.pid) };
    }, 1_200_000);
  } finally {
    await process.stop();
  }
}
