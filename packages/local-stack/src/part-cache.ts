import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findJava, type Java } from "./java.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";

export type PartName = "kafka" | "registry" | "kafka-tools";

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
};

/** A file of `parts/<name>/`, which says what a part is made of and how it is set. */
export function partFile(name: PartName, file: string): string {
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

/**
 * Brings parts into the cache by Maven and says where they are. What is there already is not fetched again.
 * A part appears whole or not at all, so that two starts, or one that was killed, do no harm.
 */
export async function fetchParts<N extends PartName>(
  names: readonly N[],
  options: { readonly say: Say; readonly java?: Java; readonly cache?: string },
): Promise<Record<N, string>> {
  const cache = options.cache ?? partsCache();
  const folders = {} as Record<N, string>;
  for (const name of names) {
    const folder = partFolder(name, cache);
    // One after the other: two Maven runs on one local repository get in each other's way.
    if (!existsSync(folder)) await fetchPart(name, folder, cache, options.java ?? findJava(), options.say);
    folders[name] = folder;
  }
  return folders;
}

async function fetchPart(name: PartName, folder: string, cache: string, java: Java, say: Say): Promise<void> {
  const { title, goal, megabytes, proof } = fetching[name];
  const label = `${title} ${partVersion(name)}`;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(join(cache, `.${name}-`));
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  say(`${label}: downloading about ${megabytes} MB, once, into ${cache}`);
  const ticker = setInterval(() => say(`${label}: still downloading (${seconds()} s)`), 10_000);
  try {
    await maven(
      ["-f", partFile(name, "pom.xml"), `dependency:${goal}`, `-DoutputDirectory=${partial}`],
      java,
      label,
    );
    if (!(await readdir(partial)).some((file) => file.startsWith(proof))) {
      throw new StartError(`${label}: Maven succeeded, but ${partial} holds no ${proof}*`, 1);
    }
    await rename(partial, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error; // else another start was quicker, with the same content
    });
    say(`${label}: there (${seconds()} s)`);
  } finally {
    clearInterval(ticker);
    await rm(partial, { recursive: true, force: true });
  }
}

/** Runs Maven with the Java that the parts run on. */
async function maven(args: readonly string[], java: Java, label: string): Promise<void> {
  const child = spawn("mvn", ["-B", "-ntp", "-Dstyle.color=never", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, JAVA_HOME: join(java.command, "../..") },
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-20_000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new StartError(mavenMissing(label)) : error;
  });
  if (code !== 0) throw new StartError(mavenFailed(label, output));
}

function mavenMissing(label: string): string {
  return (
    `Maven is needed once, to download ${label}, and there is no \`mvn\` on PATH.\n` +
    "Install it (apt-get install maven, brew install maven), or name running servers instead: " +
    "KAFKA_BROKERS=host:9092 SCHEMA_REGISTRY_URL=http://host:8081/apis/ccompat/v7 npm start"
  );
}

/** Maven's own words, with the likeliest cause in front when it is the network. */
export function mavenFailed(label: string, output: string): string {
  const errors = output.split("\n").filter((line) => line.startsWith("[ERROR]"));
  const network =
    /Could not transfer|Unknown host|Connection (refused|reset|timed out)|No route to host/i.test(output);
  return [
    `${label} could not be downloaded by Maven.`,
    network
      ? "Maven Central (https://repo.maven.apache.org) was not reached: check the network, or the proxy in ~/.m2/settings.xml, and start again."
      : "What Maven said:",
    ...(errors.length > 0 ? errors.slice(0, 5) : output.trim().split("\n").slice(-5)),
  ].join("\n");
}
