import type { createRequire } from "node:module";

/**
 * The module files of one copy of kafkajs. Patches put files of their own in the place of kafkajs's before anything
 * has read them. Each instance starts a new copy; kafkajs requires some protocol versions lazily, so only the newest
 * copy of a process may be used.
 */
export class KafkajsModules {
  readonly version: string;
  readonly #require: ReturnType<typeof createRequire>;
  readonly #root: string;

  constructor() {
    // The builtin itself, not the import: a test runner's `require` has a module cache that cannot be written.
    this.#require = process.getBuiltinModule("node:module").createRequire(import.meta.url);
    const manifest = this.#require.resolve("kafkajs/package.json");
    this.#root = manifest.slice(0, -"/package.json".length);
    for (const file of Object.keys(this.#require.cache))
      if (file.startsWith(this.#root)) delete this.#require.cache[file];
    this.version = this.#require(manifest).version;
  }

  /** Exports of a file such as `src/network/requestQueue/index.js`. */
  // biome-ignore lint/suspicious/noExplicitAny: kafkajs's inner files have no types; `kafkajs.ts` gives them some
  read(file: string): any {
    return this.#require(`${this.#root}/${file}`);
  }

  /** Whoever requires the file from now on gets `exports`. */
  replace(file: string, exports: unknown): void {
    const path = this.#require.resolve(`${this.#root}/${file}`);
    this.#require.cache[path] = {
      id: path,
      filename: path,
      loaded: true,
      exports,
      children: [],
      paths: [],
    } as unknown as NodeJS.Module;
  }
}
