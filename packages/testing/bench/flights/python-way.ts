import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTopic } from "../create-topic.ts";
import type { Stand } from "./stand.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("python_replay.py", import.meta.url));
const client = "confluent-kafka==2.16.1";

export interface PythonFigures {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly client: string;
  readonly python: string;
}

/** Sends rows of a file by Python, once flushing for each row and once in batches; an environment of its own is made for it. */
export async function pythonWay(
  stand: Stand,
  file: string,
  rows: { readonly flush: number; readonly batch: number },
): Promise<{ readonly flush: PythonFigures; readonly batch: PythonFigures }> {
  const environment = join(stand.folder, "python");
  await run("python3", ["-m", "venv", environment]);
  const python = join(environment, "bin", "python");
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", client]);
  const send = async (way: "flush" | "batch"): Promise<PythonFigures> => {
    const topic = `bench.python-${way}.v1`;
    await createTopic(stand.parts.kafkaBrokers, topic, 6);
    const args = [program, file, topic, stand.parts.kafkaBrokers, String(rows[way]), way];
    return JSON.parse((await run(python, args)).stdout) as PythonFigures;
  };
  return { flush: await send("flush"), batch: await send("batch") };
}
