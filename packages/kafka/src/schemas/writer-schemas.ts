import { LRUCache } from "lru-cache";
import { backoffMs, pause } from "../backoff.ts";
import { messageOf } from "../broker-error.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { type AvroType, avroType, holdsCollection } from "./avro-type.ts";
import { expandedFields, mostFields } from "./expanded-fields.ts";
import { RegistryError } from "./registry-error.ts";
import type { FoundSchema } from "./schema-registry.ts";
import { Seats } from "./seats.ts";

/** A writer's schema as an Avro type, or why it can not be used. */
export type WriterSchema =
  | { readonly type: AvroType; readonly unusable?: undefined }
  | { readonly unusable: "unknown_schema" | "undecodable"; readonly detail: string };

export interface WriterSchemasDependencies {
  readonly find: (id: number) => Promise<FoundSchema | undefined>;
  readonly log: KafkaLog;
  readonly now: () => number;
  readonly random: () => number;
}

const unknownTtlMs = 60_000;
const mostUnknown = 10_000;
/** A chunk of garbage names thousands of ids; a registry in trouble is not helped by as many requests. */
const mostRequests = 4;

function parsed(id: number, found: FoundSchema): WriterSchema {
  const unusable = (detail: string): WriterSchema => ({
    unusable: "undecodable",
    detail: `schema ${id} ${detail}`,
  });
  if (found.schemaType !== undefined && found.schemaType !== "AVRO")
    return unusable(`is ${found.schemaType}, not Avro`);
  if ((found.references?.length ?? 0) > 0) return unusable("refers to other schemas");
  try {
    const schema: unknown = JSON.parse(found.schema);
    if (holdsCollection(schema)) return unusable("holds an array or a map");
    if (expandedFields(schema) > mostFields) return unusable(`spreads out to more than ${mostFields} fields`);
    return { type: avroType(schema) };
  } catch (error) {
    return unusable(`is not readable: ${messageOf(error)}`);
  }
}

/**
 * Schemas by the registry's id. Known ones are kept for good, for a registered schema never changes; ids to which the
 * registry itself says 404 for a minute. Every other answer, or none, is weather: nothing is remembered but how often
 * it was, so that an id is asked for at most every 2 s, even while others are answered.
 */
export class WriterSchemas {
  /** Monotonic milliseconds since when every look-up failed. */
  failingSince: number | undefined;
  /** Set while the registry answers 401 or 403: no waiting mends that. */
  refusal: RegistryError | undefined;
  readonly #dependencies: WriterSchemasDependencies;
  readonly #known = new Map<number, WriterSchema>();
  readonly #unknown: LRUCache<number, true>;
  readonly #inFlight = new Map<number, Promise<void>>();
  readonly #failures = new LRUCache<number, number>({ max: mostUnknown });
  readonly #seats = new Seats(mostRequests);
  #failuresInARow = 0;

  constructor(dependencies: WriterSchemasDependencies) {
    this.#dependencies = dependencies;
    const perf = { now: dependencies.now };
    this.#unknown = new LRUCache({ max: mostUnknown, ttl: unknownTtlMs, ttlResolution: 0, perf });
  }

  /** Undefined when the registry has not been asked yet, or not answered. */
  get(id: number): WriterSchema | undefined {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    // Registries count from 1; a negative number comes from random bytes and needs no look-up.
    if (id > 0 && this.#unknown.get(id) === undefined) return undefined;
    return { unusable: "unknown_schema", detail: `the registry has no schema ${id}` };
  }

  /** One look-up, shared by all who ask meanwhile; after failures it waits a little first. Never rejects. */
  lookUp(id: number): Promise<void> {
    let inFlight = this.#inFlight.get(id);
    if (inFlight === undefined) {
      inFlight = this.#ask(id).finally(() => this.#inFlight.delete(id));
      this.#inFlight.set(id, inFlight);
    }
    return inFlight;
  }

  async #ask(id: number): Promise<void> {
    const { find, log, now, random } = this.#dependencies;
    const failures = Math.max(this.#failuresInARow, this.#failures.get(id) ?? 0);
    if (failures > 0) await pause(backoffMs(failures, random));
    try {
      const found = await this.#seats.with(() => find(id));
      if (found === undefined) this.#unknown.set(id, true);
      else this.#known.set(id, parsed(id, found));
      this.#failures.delete(id);
      this.#failuresInARow = 0;
      this.failingSince = this.refusal = undefined;
    } catch (error) {
      this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
      this.#failuresInARow++;
      this.failingSince ??= now();
      this.refusal = error instanceof RegistryError && error.code === "not_authorized" ? error : undefined;
      log.warn({ schemaId: id, err: error }, "schema look-up failed, trying again");
    }
  }
}
