import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stackInUse } from "@tributary/testing";

const command = fileURLToPath(new URL("../src/dlq-command.ts", import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as `npm run dlq` does, without a terminal. */
export function dlq(
  line: string,
  env: Readonly<Record<string, string>> = stackEnvironment(),
): Promise<Outcome> {
  const { PATH = "" } = process.env;
  return new Promise((resolve) => {
    const args = ["--no-warnings", command, ...line.split(" ")];
    execFile(process.execPath, args, { env: { PATH, ...env } }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

function stackEnvironment() {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  return { KAFKA_BROKERS: kafkaBrokers.join(","), SCHEMA_REGISTRY_URL: schemaRegistryUrl };
}
