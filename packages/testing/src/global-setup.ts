import { type Stack, startStack } from "./stack.ts";

/** Jest's: starts the stack for one package's tests, unless the environment names servers (`npm test` does). */
export default async function globalSetup(): Promise<void> {
  if (process.env.KAFKA_BROKERS && process.env.SCHEMA_REGISTRY_URL) return;
  const stack = await startStack((line) => process.stderr.write(`${line}\n`));
  process.env.KAFKA_BROKERS = stack.kafkaBrokers;
  process.env.SCHEMA_REGISTRY_URL = stack.schemaRegistryUrl;
  // Jest's teardown is another module with its own copy of this one.
  (globalThis as { tributaryStack?: Stack }).tributaryStack = stack;
}
