import { join } from "node:path";
import { consolePort } from "./console-port.ts";
import { Household } from "./household.ts";
import type { LaunchOptions } from "./launch-options.ts";
import { LauncherLock } from "./launcher-lock.ts";
import { localRules } from "./local-rules.ts";
import { Ports } from "./ports.ts";
import { findPrometheus } from "./prometheus-program.ts";
import { resetState } from "./reset-state.ts";
import { onStopSignal } from "./stop-signal.ts";
import { startSystem } from "./system.ts";
import { progress as say, styled } from "./terminal.ts";
import { urlTable } from "./url-table.ts";

/** `npm start`: up, the table of addresses, and down again at the first Ctrl+C. Resolves when all is down. */
export async function launch(folder: string, options: LaunchOptions): Promise<void> {
  const { env } = process;
  const withConsole = options.only?.includes("console") ?? true;
  const port = Number(env.CONSOLE_PORT ?? 4000);
  const lock = new LauncherLock(folder, {
    pid: process.pid,
    url: withConsole ? `http://127.0.0.1:${port}` : undefined,
  });
  const { household, leftovers } = await Household.open(folder);
  if (leftovers.length > 0)
    say(`Ended what an earlier start left: ${leftovers.map(({ name }) => name).join(", ")}`);
  const down = Promise.withResolvers<void>();
  const starting = new AbortController();
  onStopSignal({
    first: () => {
      say("Stopping: services first, then Kafka, the registry and MongoDB (again to kill)");
      starting.abort();
      household.close(say).then(down.resolve, down.reject);
    },
    second: () => {
      household.killAll();
      process.exit(130);
    },
  });
  try {
    if (options.reset) {
      resetState(folder);
      say(`Deleted the state in ${folder}`);
    }
    const program = findPrometheus();
    const starts = startSystem({
      ...options,
      folder,
      household,
      say,
      ports: new Ports({ usual: true, say }),
      consolePort: withConsole ? await consolePort(env) : undefined,
      kafkaBrokers: env.KAFKA_BROKERS,
      schemaRegistryUrl: env.SCHEMA_REGISTRY_URL,
      mongodbUri: env.MONGODB_URI || undefined,
      prometheus: program && { program, rules: localRules },
      onParts: ({ kafkaBrokers, schemaRegistryUrl, mongo, mongodbUri }) =>
        lock.tell({ kafkaBrokers, schemaRegistryUrl, ...(mongo && mongodbUri && { mongodbUri }) }),
      signal: starting.signal,
    });
    const system = await Promise.race([starts, rejectedOn(starting.signal)]);
    process.stdout.write(`\n${urlTable(system, join(folder, "logs"))}\n\n`);
  } catch (error) {
    if (!starting.signal.aborted) {
      await household.close(say);
      lock.release();
      throw error;
    }
  }
  await down.promise;
  lock.release();
  say(styled("green", "All stopped"));
}

/** Not all that starts can be broken off: who is stopping does not wait for it. */
function rejectedOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
