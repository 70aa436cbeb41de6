import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./household.ts";
import type { MongoProgram } from "./mongo-program.ts";
import type { Say } from "./say.ts";

export interface MongoOptions {
  readonly program: MongoProgram;
  /** Holds the data of each version in a folder of its own. */
  readonly folder: string;
  readonly port: number;
  readonly say: Say;
  readonly signal?: AbortSignal | undefined;
}

/** Fetches the server where that is needed, and says how to run it. */
export async function mongoCommand({ program, folder, port, say, signal }: MongoOptions): Promise<Command> {
  const [file, ...before] = await program.fetch({ say, signal });
  const data = join(folder, program.dataFolder);
  mkdirSync(data, { recursive: true });
  return {
    name: "mongo",
    tier: "part",
    file,
    args: [...before, ...program.args(port, data)],
    env: process.env,
    cwd: folder,
  };
}
