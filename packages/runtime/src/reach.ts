import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "@tributary/config";

/** Which cluster is meant, and by whose word. */
export interface Reach {
  /** The environment, with what was found out added to it. */
  readonly env: Environment;
  /** For the message when it does not answer. */
  readonly origin: string;
}

const tree = fileURLToPath(new URL("../../..", import.meta.url));

/** The environment's word counts; else the start that runs in this tree says where its servers are (`launcher.json`). */
export function reach(env: Environment, isAlive: (pid: number) => boolean = isProcess): Reach {
  if (env.KAFKA_BROKERS?.trim()) return { env, origin: "named by KAFKA_BROKERS" };
  const note = launcherNote(env.TRIBUTARY_STATE?.trim() || join(tree, ".local"));
  if (note === undefined || !isAlive(note.pid))
    return {
      env,
      origin: 'the usual address: KAFKA_BROKERS is not set, and no "npm start" runs in this tree',
    };
  return {
    env: {
      ...env,
      KAFKA_BROKERS: note.kafkaBrokers,
      SCHEMA_REGISTRY_URL: env.SCHEMA_REGISTRY_URL?.trim() || note.schemaRegistryUrl,
    },
    origin: 'that of the "npm start" that runs in this tree',
  };
}

interface Note {
  readonly pid: number;
  readonly kafkaBrokers: string;
  readonly schemaRegistryUrl: string;
}

function launcherNote(state: string): Note | undefined {
  try {
    const note = JSON.parse(readFileSync(join(state, "launcher.json"), "utf8")) as Partial<Note>;
    return typeof note.kafkaBrokers === "string" ? (note as Note) : undefined;
  } catch {
    return undefined; // none runs, or one that has not got so far
  }
}

/** A start that was killed leaves its note behind. */
function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
