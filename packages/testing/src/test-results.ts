import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Counts } from "./counts.ts";
import type { Failure } from "./failure.ts";

/** What a run of one file of tests came to. */
export interface FileResults extends Counts {
  /** Absolute path. */
  readonly file: string;
  readonly failures: readonly Failure[];
}

/** A package's script that runs tests, and the file in `test-results/` in which they leave what they came to. */
export interface TestTask {
  readonly script: string;
  readonly left: string;
}

/** What an earlier run left must not pass for what this one does. */
export function forgetResults(root: string): void {
  for (const folder of packageFolders(root))
    rmSync(join(folder, "test-results"), { recursive: true, force: true });
}

/** What every package that has the script left of a task. */
export function readResults(root: string, { script, left }: TestTask): FileResults[] {
  return packageFolders(root)
    .filter((folder) => hasScript(folder, script))
    .flatMap((folder) => readPackageResults(folder, left));
}

/** What one package left. One that left nothing, for it crashed or never began, failed once, under the package's name. */
export function readPackageResults(folder: string, left: string): FileResults[] {
  const path = join(folder, "test-results", left);
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as FileResults[];
  const message = "it left no results: its tests did not begin, or did not come to their end";
  return [
    { file: folder, passed: 0, failed: 1, skipped: 0, failures: [{ file: folder, test: "", message }] },
  ];
}

function hasScript(folder: string, script: string): boolean {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return false;
  const { scripts } = JSON.parse(readFileSync(path, "utf8")) as { scripts?: Record<string, string> };
  return scripts?.[script] !== undefined;
}

function packageFolders(root: string): string[] {
  return ["packages", "services"].flatMap((kind) =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(root, kind, name)),
  );
}
