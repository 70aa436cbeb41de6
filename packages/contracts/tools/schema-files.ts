import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AvroRecordSchema } from "../src/topic.ts";

const root = join(import.meta.dirname, "..");

export interface SchemaFile {
  /** Relative to the package, such as `src/transit/vehicle-position.avsc`. */
  readonly path: string;
  readonly schema: AvroRecordSchema;
}

/** The schemas of today. */
export const currentSchemas = (): readonly SchemaFile[] => read("src/*/*.avsc");

/** The last released version of each topic's schema, in a file named after the topic. */
export const releasedSchemas = (): readonly SchemaFile[] => read("released/*.avsc");

/** Absolute path of the module generated from a schema file. */
export function generatedPath(file: SchemaFile): string {
  return join(root, file.path.replace(/\.avsc$/, ".generated.ts"));
}

function read(pattern: string): readonly SchemaFile[] {
  return globSync(pattern, { cwd: root })
    .toSorted()
    .map((path) => ({ path, schema: JSON.parse(readFileSync(join(root, path), "utf8")) }));
}
