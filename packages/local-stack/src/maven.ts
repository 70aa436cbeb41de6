import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Java } from "./java.ts";
import { StartError } from "./start-error.ts";

/** Runs Maven with the Java that the parts run on. */
export async function maven(
  args: readonly string[],
  java: Java,
  label: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const child = spawn("mvn", ["-B", "-ntp", "-Dstyle.color=never", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, JAVA_HOME: join(java.command, "../..") },
    ...(signal ? { signal } : {}),
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
