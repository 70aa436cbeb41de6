import { canonicalSchema } from "./canonical-schema.ts";
import { subjectOf } from "./own-schema-id.ts";
import { RegistryError } from "./registry-error.ts";
import type { FoundSchema, RegisteredSchema } from "./schema-registry.ts";
import type { SchemaSource } from "./schema-source.ts";

/** `away` refuses every look-up at once, `hanging` never answers one until it is over. */
export type RegistryWeather = "fair" | "away" | "hanging";

/** A schema registry in memory, for tests of what reads and writes real Avro bytes. Ids are given in order, from 1. */
export class LocalRegistry implements SchemaSource {
  readonly #schemas: string[] = [];
  readonly #subjects = new Map<string, RegisteredSchema[]>();
  readonly #timeoutMs: number;
  #weather: RegistryWeather = "fair";
  #changed = Promise.withResolvers<void>();

  /** `timeoutMs`: after which a look-up that hangs is given up, as the real client does. Default 5,000. */
  constructor({ timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {}) {
    this.#timeoutMs = timeoutMs;
  }

  /** As provisioning does, but without asking whether it is compatible. Answers the id; the same schema keeps its own. */
  register(topic: { readonly name: string; readonly schema: unknown }): number {
    const versions = this.#subjects.get(subjectOf(topic)) ?? [];
    this.#subjects.set(subjectOf(topic), versions);
    const own = canonicalSchema(topic.schema);
    const known = versions.find(({ schema }) => canonicalSchema(JSON.parse(schema)) === own);
    if (known !== undefined) return known.id;
    const schema = JSON.stringify(topic.schema);
    const id = this.#schemas.push(schema);
    versions.push({ id, version: versions.length + 1, schema });
    return id;
  }

  become(weather: RegistryWeather): void {
    this.#weather = weather;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async find(id: number): Promise<FoundSchema | undefined> {
    await this.#reach();
    const schema = this.#schemas[id - 1];
    return schema === undefined ? undefined : { schema };
  }

  async latest(subject: string): Promise<RegisteredSchema | undefined> {
    await this.#reach();
    return this.#subjects.get(subject)?.at(-1);
  }

  async version(subject: string, version: number): Promise<RegisteredSchema | undefined> {
    await this.#reach();
    return this.#subjects.get(subject)?.[version - 1];
  }

  async #reach(): Promise<void> {
    if (this.#weather === "hanging") await this.#giveUpOrChange();
    if (this.#weather === "fair") return;
    const hung = this.#weather === "hanging";
    throw new RegistryError("unavailable", hung ? `no answer within ${this.#timeoutMs} ms` : "refused");
  }

  async #giveUpOrChange(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#timeoutMs);
    await Promise.race([late, this.#changed.promise]);
    clearTimeout(timer);
  }
}
