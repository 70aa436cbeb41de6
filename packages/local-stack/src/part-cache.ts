import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetched } from "./fetched.ts";
import { findJava, type Java } from "./java.ts";
import { maven } from "./maven.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";

export type PartName = "kafka" | "registry" | "kafka-tools" | "kafka-streams" | "kafka-connect-mongo";

interface Fetching {
  readonly title: string;
  readonly goal: string;
  readonly megabytes: number;
  /** Begins the name of a file without which the part is not whole. */
  readonly proof: string;
}

const fetching: Record<PartName, Fetching> = {
  kafka: { title: "Apache Kafka", goal: "copy-dependencies", megabytes: 43, proof: "kafka_2.13-" },
  registry: {
    title: "Apicurio Registry",
    goal: "unpack-dependencies",
    megabytes: 158,
    proof: "quarkus-run.jar",
  },
  "kafka-tools": { title: "Kafka tools", goal: "copy-dependencies", megabytes: 48, proof: "kafka-tools-" },
  "kafka-streams": {
    title: "Kafka Streams",
    goal: "copy-dependencies",
    megabytes: 90,
    proof: "kafka-streams-",
  },
  "kafka-connect-mongo": {
    title: "Kafka Connect with MongoDB's sink",
    goal: "copy-dependencies",
    megabytes: 41,
    proof: "mongo-kafka-connect-",
  },
};

/** A file of `parts/<name>/`, which says what a part is made of and how it is set. */
export function partFile(name: PartName | "mongo", file: string): string {
  return fileURLToPath(new URL(`../parts/${name}/${file}`, import.meta.url));
}

/** Where fetched parts live, outside the tree: TRIBUTARY_PARTS_CACHE, else the user's cache folder. */
export function partsCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.TRIBUTARY_PARTS_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "tributary");
}

export function partVersion(name: PartName): string {
  const version = /<version>(.+?)<\/version>/.exec(readFileSync(partFile(name, "pom.xml"), "utf8"))?.[1];
  if (version === undefined) throw new Error(`parts/${name}/pom.xml has no version`);
  return version;
}

/** The folder of a part, whether fetched or not. */
export function partFolder(name: PartName, cache = partsCache()): string {
  return join(cache, `${name}-${partVersion(name)}`);
}

export interface FetchOptions {
  readonly say: Say;
  /** Default: the one that is found. */
  readonly java?: Java | undefined;
  /** Default: `partsCache()`. */
  readonly cache?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Brings parts into the cache by Maven and says where they are. What is there already is not fetched again. */
export async function fetchParts<N extends PartName>(
  names: readonly N[],
  options: FetchOptions,
): Promise<Record<N, string>> {
  const cache = options.cache ?? partsCache();
  const folders = {} as Record<N, string>;
  for (const name of names) {
    const folder = partFolder(name, cache);
    // One after the other: two Maven runs on one local repository get in each other's way.
    if (!existsSync(folder)) await fetchPart(name, folder, options);
    folders[name] = folder;
  }
  return folders;
}

async function fetchPart(name: PartName, folder: string, options: FetchOptions): Promise<void> {
  const { say, signal, java = findJava() } = options;
  const { title, goal, megabytes, proof } = fetching[name];
  const label = `${title} ${partVersion(name)}`;
  const fill = async (partial: string) => {
    await maven(
      ["-f", partFile(name, "pom.xml"), `dependency:${goal}`, `-DoutputDirectory=${partial}`],
      java,
      label,
      signal,
    );
    if (!(await readdir(partial)).some((file) => file.startsWith(proof))) {
      throw new StartError(`${label}: Maven succeeded, but ${partial} holds no ${proof}*`, 1);
    }
  };
  await fetched({ folder, label, megabytes, say, fill });
}
