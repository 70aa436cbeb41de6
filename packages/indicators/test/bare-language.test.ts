import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { createContext, type Module, runInContext, SourceTextModule } from "node:vm";
import { computeIndicators } from "../src/index.ts";
import { randomBars } from "./series/random-bars.ts";

/** The package in a world that has the language and nothing else: neither Node's modules nor a browser's. */
async function loadBare(): Promise<{ run: (json: string) => string }> {
  const context = createContext({});
  const modules = new Map<string, SourceTextModule>();
  const moduleAt = (path: string): SourceTextModule => {
    const known = modules.get(path);
    if (known !== undefined) return known;
    const source = stripTypeScriptTypes(readFileSync(path, "utf8"));
    const loaded = new SourceTextModule(source, { context, identifier: path });
    modules.set(path, loaded);
    return loaded;
  };
  const entry = moduleAt(join(import.meta.dirname, "../src/index.ts"));
  // Anything but a file of the package fails to be read here.
  await entry.link((from: string, by: Module) => moduleAt(join(dirname(by.identifier), from)));
  await entry.evaluate();
  Object.assign(context, { indicators: entry.namespace });
  return runInContext(
    "({ run: (json) => JSON.stringify(indicators.computeIndicators(JSON.parse(json))) })",
    context,
  );
}

test("it runs where there is neither Node nor a browser, and answers the same to the last bit", async () => {
  const bars = randomBars(200, 4);
  const { run } = await loadBare();
  expect(run(JSON.stringify(bars))).toBe(JSON.stringify(computeIndicators(bars)));
});
