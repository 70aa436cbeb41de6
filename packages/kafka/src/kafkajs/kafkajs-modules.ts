import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

interface LoadedModule {
  exports: unknown;
}

/**
 * One copy of kafkajs, loaded file by file, in which a file can be replaced before others have read it. kafkajs has no
 * dependencies and asks for its files by relative paths only, so loading it takes a few lines; the alternative, writing
 * to Node's global module cache, would patch for the whole process and does not work inside a test runner.
 */
export class KafkajsModules {
  readonly version: string;
  readonly #root: string;
  readonly #builtin = createRequire(import.meta.url);
  readonly #loaded = new Map<string, LoadedModule>();

  constructor() {
    this.#root = dirname(this.#builtin.resolve("kafkajs/package.json"));
    this.version = this.read("package.json").version;
  }

  /** Exports of a file such as `src/network/requestQueue/index.js`. */
  // biome-ignore lint/suspicious/noExplicitAny: kafkajs's inner files have no types; `kafkajs.ts` gives them some
  read(file: string): any {
    return this.#load(join(this.#root, file));
  }

  /** Whoever asks for the file from now on gets `exports`. */
  replace(file: string, exports: unknown): void {
    this.#loaded.set(join(this.#root, file), { exports });
  }

  #load(path: string): unknown {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known.exports;
    const module: LoadedModule = { exports: {} };
    this.#loaded.set(path, module); // before it runs: files that need each other see what is there so far
    const source = readFileSync(path, "utf8");
    if (path.endsWith(".json")) module.exports = JSON.parse(source);
    else this.#run(source, path, module);
    return module.exports;
  }

  #run(source: string, path: string, module: LoadedModule): void {
    const directory = dirname(path);
    const require = (request: string) =>
      request.startsWith(".")
        ? this.#load(fileOf(join(directory, request)))
        : this.#builtin(`node:${request}`);
    const parameters = ["exports", "require", "module", "__filename", "__dirname"];
    const body = compileFunction(source, parameters, { filename: path });
    body.call(module.exports, module.exports, require, module, path, directory);
  }
}

function fileOf(path: string): string {
  const candidates = [path, `${path}.js`, `${path}.json`, join(path, "index.js")];
  const found = candidates.find((candidate) => /\.js(on)?$/.test(candidate) && existsSync(candidate));
  if (found === undefined) throw new Error(`kafkajs asks for ${path}, which is not there`);
  return found;
}
