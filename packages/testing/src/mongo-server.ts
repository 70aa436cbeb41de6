import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedMongo, type MongoProgram, mongoAnswers, startParts } from "@tributary/local-stack";

export interface MongoOptions {
  /** `strict`: time-series collections as MongoDB has them; `plain`: a server without. */
  readonly kind: "plain" | "strict";
  /** Never the server of MONGODB_URI: one that may be killed. */
  readonly own?: boolean;
}

export interface MongoServer {
  /** Without a database. */
  readonly uri: string;
  /** A fresh name. An own server forgets it all; in that of MONGODB_URI whoever writes to it drops it. */
  readonly database: string;
  /** Undefined while it is down, and where it is that of MONGODB_URI. */
  readonly pid: number | undefined;
  /** SIGSTOP, SIGCONT: it hangs, it goes on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** SIGKILL; resolves when it is gone. It stays down until `restart()`. */
  kill(): Promise<void>;
  /** Ends it in order where it is up; then starts it on the same data, at the same port. Resolves when it answers. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A MongoDB for tests. Plain: that of MONGODB_URI, else the wheel of local-stack. Strict: the binary of SECANTUSD_PATH, else
 * that of MONGODB_URI. Own servers keep their data in a temporary folder, which goes when they stop. Undefined, with a
 * printed reason, where the machine has none of the kind: what needs it is skipped.
 */
export async function startMongo({ kind, own = false }: MongoOptions): Promise<MongoServer | undefined> {
  const { SECANTUSD_PATH, MONGODB_URI } = process.env;
  if (kind === "strict" && SECANTUSD_PATH) return ownServer(strictProgram(fromRoot(SECANTUSD_PATH)));
  if (MONGODB_URI && !own) return namedServer(MONGODB_URI);
  const program = kind === "plain" ? embeddedMongo() : undefined;
  if (program !== undefined) return ownServer(program);
  process.stderr.write(`No ${kind} MongoDB here, its tests are skipped: ${lacking[kind]}\n`);
  return undefined;
}

const lacking = {
  plain: "neither a Python of 3.10 or later with venv, nor MONGODB_URI",
  strict: "SECANTUSD_PATH names no server binary, and MONGODB_URI no server",
} as const;

/** Each package's tests run in its own folder, while the variable is set in the tree's. */
function fromRoot(path: string): string {
  const file = resolve(fileURLToPath(new URL("../../..", import.meta.url)), path);
  if (!existsSync(file)) throw new Error(`SECANTUSD_PATH names ${file}, and there is none`);
  return file;
}

function strictProgram(file: string): MongoProgram {
  return {
    label: basename(file),
    origin: file,
    dataFolder: "strict",
    fetch: async () => [file],
    args: (port, folder) => [
      ...["--port", String(port), "--storage-path", folder],
      ...["--cache-size", "512M", "--sync-on-commit"],
    ],
    answers: mongoAnswers,
    uri: (port) => `mongodb://127.0.0.1:${port}`,
  };
}

const freshName = () => `tributary_test_${randomBytes(6).toString("hex")}`;

async function ownServer(program: MongoProgram): Promise<MongoServer> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-mongo-"));
  const forget = () => rm(folder, { recursive: true, force: true });
  // Of the parts only this one: the others count as named, and nobody asks them.
  const elsewhere = { kafkaBrokers: "", schemaRegistryUrl: "" };
  const parts = await startParts({ folder, mongo: program, ...elsewhere }).catch(async (error) => {
    await forget();
    throw error;
  });
  const { mongo, mongodbUri } = parts;
  if (mongo === undefined || mongodbUri === undefined) throw new Error("no MongoDB was started");
  return {
    uri: mongodbUri,
    database: freshName(),
    get pid() {
      return mongo.pid;
    },
    signal: (signal) => void mongo.kill(signal),
    kill: async () => {
      mongo.kill("SIGKILL");
      await mongo.stop();
    },
    restart: async () => {
      await mongo.stop();
      await mongo.start();
    },
    stop: async () => {
      await parts.stop();
      await forget();
    },
  };
}

function namedServer(uri: string): MongoServer {
  const refuse = () => {
    throw new Error("the server of MONGODB_URI is not ours to end: startMongo({ own: true })");
  };
  return {
    uri,
    database: freshName(),
    pid: undefined,
    signal: refuse,
    kill: async () => refuse(),
    restart: async () => refuse(),
    stop: async () => {},
  };
}
