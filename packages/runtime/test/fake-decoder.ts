import type { Decoded, Decoder } from "@tributary/kafka";
import type { Thing } from "./things.ts";

/** Understands `<schema id> <id> <at> <color>`; schemas are known once the test says so. */
export class FakeDecoder implements Decoder<Thing> {
  readonly #waiting = new Map<number, { resolved: Promise<void>; resolve: () => void }>();
  readonly #known = new Set<number>([1]);
  readonly #refused = new Set<number>();

  decode(bytes: Buffer | null): Decoded<Thing> {
    const [schema, id, at, color] = (bytes?.toString() ?? "").split(" ");
    const schemaId = Number(schema);
    if (this.#refused.has(schemaId)) return { ok: false, reason: "unknown_schema", detail: "" };
    if (!this.#known.has(schemaId)) return { ok: "pending", schemaId, resolved: this.#promise(schemaId) };
    if (id === undefined || color === undefined) return { ok: false, reason: "undecodable", detail: "" };
    return { ok: true, value: { id, at: Number(at), color } };
  }

  /** The registry has answered: the schema is there. */
  learn(schemaId: number): void {
    this.#known.add(schemaId);
    this.settle(schemaId);
  }

  /** The registry has answered: there is no such schema. */
  refuse(schemaId: number): void {
    this.#refused.add(schemaId);
    this.settle(schemaId);
  }

  /** One look-up has ended, without an answer unless one was given. */
  settle(schemaId: number): void {
    this.#waiting.get(schemaId)?.resolve();
    this.#waiting.delete(schemaId);
  }

  #promise(schemaId: number): Promise<void> {
    let waiting = this.#waiting.get(schemaId);
    if (waiting === undefined) {
      let resolve = () => {};
      const resolved = new Promise<void>((done) => {
        resolve = done;
      });
      waiting = { resolved, resolve };
      this.#waiting.set(schemaId, waiting);
    }
    return waiting.resolved;
  }
}
