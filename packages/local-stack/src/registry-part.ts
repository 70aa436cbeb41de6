import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { answersOk } from "./answers-ok.ts";
import type { Command } from "./household.ts";
import type { Java } from "./java.ts";

export interface RegistryOptions {
  readonly java: Java;
  /** Folder of the unpacked archive. */
  readonly app: string;
  /** Folder of its state. */
  readonly folder: string;
  readonly port: number;
  readonly managementPort: number;
}

/** The path of the API that Confluent's clients speak. */
export function registryUrl(port: number): string {
  return `http://127.0.0.1:${port}/apis/ccompat/v7`;
}

/** Apicurio Registry over a database in a file, which survives `kill -9`. */
export function registryCommand({ java, app, folder, port, managementPort }: RegistryOptions): Command {
  mkdirSync(folder, { recursive: true });
  return {
    name: "registry",
    tier: "part",
    file: java.command,
    args: [
      "-Xmx256m",
      "-XX:TieredStopAtLevel=1",
      "-Dquarkus.http.host=127.0.0.1",
      `-Dquarkus.http.port=${port}`,
      "-Dquarkus.management.host=127.0.0.1",
      `-Dquarkus.management.port=${managementPort}`,
      "-Dquarkus.http.access-log.enabled=false",
      `-Dapicurio.datasource.url=jdbc:h2:file:${join(folder, "registry")}`,
      "-jar",
      join(app, "quarkus-run.jar"),
    ],
    env: process.env,
    cwd: folder,
  };
}

/** Its own readiness, database included. */
export function registryAnswers(managementPort: number): Promise<boolean> {
  return answersOk(`http://127.0.0.1:${managementPort}/health/ready`);
}
