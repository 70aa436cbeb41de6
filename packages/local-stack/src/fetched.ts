import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Say } from "./say.ts";

export interface Fetched {
  /** Where it is to be; what is there already is not fetched again. */
  readonly folder: string;
  /** Name and version, for people. */
  readonly label: string;
  readonly megabytes: number;
  readonly say: Say;
  /** Fills an empty folder; its rejection is passed on. */
  readonly fill: (folder: string) => Promise<void>;
}

/** Brings something into the cache. It appears whole or not at all, so that two starts, or one that was killed, do no harm. */
export async function fetched({ folder, label, megabytes, say, fill }: Fetched): Promise<void> {
  if (existsSync(folder)) return;
  const cache = dirname(folder);
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(join(cache, `.${basename(folder)}-`));
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  say(`${label}: downloading about ${megabytes} MB, once, into ${cache}`);
  const ticker = setInterval(() => say(`${label}: still downloading (${seconds()} s)`), 10_000);
  try {
    await fill(partial);
    await rename(partial, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error; // else another start was quicker, with the same content
    });
    say(`${label}: there (${seconds()} s)`);
  } finally {
    clearInterval(ticker);
    await rm(partial, { recursive: true, force: true });
  }
}
