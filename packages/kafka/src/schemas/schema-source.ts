import type { FoundSchema, RegisteredSchema } from "./schema-registry.ts";

/** Where schemas are looked up; `undefined` stands for "no such thing", a `RegistryError` for everything else. */
export interface SchemaSource {
  find(id: number): Promise<FoundSchema | undefined>;
  latest(subject: string): Promise<RegisteredSchema | undefined>;
  version(subject: string, version: number): Promise<RegisteredSchema | undefined>;
}
