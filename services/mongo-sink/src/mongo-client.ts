import { accessSync, constants } from "node:fs";
import { ConfigError, type ConfigFault } from "@tributary/config";
import { MongoClient, type MongoClientOptions } from "mongodb";
import type { MongoConfig } from "./mongo-config.ts";

export interface MongoClientLimits {
  readonly maxPoolSize: number;
  /**
   * Longest time to choose a server, to connect, to wait for a connection, and for an answer, each. An operation that is to
   * end sooner takes `maxTimeMS` and `signal`; the driver's `timeoutMS` does nothing since 7.9.
   */
  readonly timeoutMs: number;
  /** For an answer, where it may take longer. */
  readonly answerTimeoutMs?: number;
  /** As the server's log shows the client. */
  readonly appName: string;
}

/**
 * A client of the configured MongoDB; it connects when first used. Throws a `ConfigError` for what the variables get wrong,
 * before any connection. Writes are acknowledged by a majority, in its journals, unless the URI says otherwise.
 */
export function mongoClient(config: MongoConfig, limits: MongoClientLimits): MongoClient {
  const faults = [...loginFaults(config), ...authorityFaults(config)];
  if (faults.length > 0) throw new ConfigError(faults);
  const { MONGODB_URI: uri, MONGODB_USERNAME: username, MONGODB_PASSWORD: password } = config;
  const options: MongoClientOptions = {
    appName: limits.appName,
    maxPoolSize: limits.maxPoolSize,
    serverSelectionTimeoutMS: limits.timeoutMs,
    connectTimeoutMS: limits.timeoutMs,
    waitQueueTimeoutMS: limits.timeoutMs,
    socketTimeoutMS: limits.answerTimeoutMs ?? limits.timeoutMs,
    retryWrites: true,
    ignoreUndefined: true,
    ...(username !== undefined && { auth: { username, password: password ?? "" } }),
    ...(config.MONGODB_TLS_CA_FILE !== undefined && { tls: true, tlsCAFile: config.MONGODB_TLS_CA_FILE }),
  };
  const client = made(uri, options);
  const { writeConcern } = client.options;
  if (writeConcern?.w === 0)
    throw uriError("an acknowledged write concern: with w=0 no loss would be noticed");
  if (writeConcern !== undefined) return client;
  return made(uri, { ...options, writeConcern: { w: "majority", journal: true } });
}

/** Where the client connects to, without credentials. */
export function hostsOf(client: MongoClient): string {
  return client.options.srvHost ?? client.options.hosts.map(String).join(",");
}

function made(uri: string, options: MongoClientOptions): MongoClient {
  try {
    return new MongoClient(uri, options);
  } catch (error) {
    // What the driver says of a URI may quote it, password and all.
    const said = error instanceof Error && !error.message.includes(uri) ? ` (${error.message})` : "";
    throw uriError(`a MongoDB connection string, mongodb://host:port/ or mongodb+srv://host/${said}`);
  }
}

function uriError(expected: string): ConfigError {
  return new ConfigError([{ name: "MONGODB_URI", given: "***", expected, cure: "Correct MONGODB_URI." }]);
}

function loginFaults({ MONGODB_USERNAME: username, MONGODB_PASSWORD: password }: MongoConfig): ConfigFault[] {
  if ((username === undefined) === (password === undefined)) return [];
  const name = username === undefined ? "MONGODB_USERNAME" : "MONGODB_PASSWORD";
  const expected = "a value, for a name needs its password and a password its name";
  return [{ name, given: undefined, expected, cure: "Set both, or neither." }];
}

function authorityFaults({ MONGODB_TLS_CA_FILE: path }: MongoConfig): ConfigFault[] {
  if (path === undefined) return [];
  try {
    accessSync(path, constants.R_OK);
    return [];
  } catch {
    const expected = "a file this process can read";
    return [{ name: "MONGODB_TLS_CA_FILE", given: path, expected, cure: "Check the path and its rights." }];
  }
}
