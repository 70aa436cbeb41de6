import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";

/** How often a defect has to show in stock kafkajs before a test may claim that its patch is what helps. */
const runs = 10;

/**
 * Runs a scenario ten times on stock kafkajs and once on a copy with one patch.
 */
export async function compareWithStock<T>(
  patch: (modules: KafkajsModules) => void,
  scenario: (modules: KafkajsModules) => T | Promise<T>,
): Promise<{ readonly stock: readonly T[]; readonly patched: T }> {
  const stockModules = new KafkajsModules();
  const stock: T[] = [];
  for (let run = 0; run < runs; run++) stock.push(await scenario(stockModules));
  return { stock, patched: await scenario(patchedKafkajs(patch)) };
}

export function patchedKafkajs(patch: (modules: KafkajsModules) => void): KafkajsModules {
  const modules = new KafkajsModules();
  patch(modules);
  return modules;
}

/** A logger as kafkajs hands it around, that keeps silent. */
export function silentLogger(modules: KafkajsModules) {
  const { createLogger } = modules.read("src/loggers/index.js");
  return createLogger({ level: 0, logCreator: () => () => undefined });
}
