import { stateTopicName } from "@tributary/contracts";
import { BrokerError, type TransactionRecord, type Transactor } from "@tributary/kafka";
import { markerRecord, type PositionMarker } from "./position-marker.ts";

export interface TableMove {
  /** The input whose position moves, and to where. */
  readonly input: string;
  readonly next: number;
  /** States of touched keys as JSON, null for those that are forgotten, emits, dead letters. */
  readonly records: readonly TransactionRecord[];
}

export interface FoldTableParts<S> {
  readonly group: string;
  readonly partition: number;
  readonly states: Map<string, S>;
  readonly markers: ReadonlyMap<string, PositionMarker>;
  /** Of a record of a state as JSON, on the average. */
  readonly meanStateBytes: number;
  readonly transactor: Transactor;
}

/**
 * State of one partition, and the only way to move it. All inputs of a fold share it: partition n of each counts into
 * partition n of the state topic. Once a commit fails nobody knows what holds, so it is of no use any more.
 */
export class FoldTable<S> {
  readonly states: Map<string, S>;
  /** The partition of the state topic. */
  readonly home: { readonly topic: string; readonly partition: number };
  /** Of a record of a state as JSON, as far as is known: by it a slice foresees how large its transaction becomes. */
  meanStateBytes: number;
  readonly #group: string;
  readonly #markers: Map<string, PositionMarker>;
  readonly #transactor: Transactor;
  #isDead = false;

  constructor({ group, partition, states, markers, meanStateBytes, transactor }: FoldTableParts<S>) {
    this.meanStateBytes = meanStateBytes;
    this.#group = group;
    this.home = { topic: stateTopicName(group), partition };
    this.states = states;
    this.#markers = new Map(markers);
    this.#transactor = transactor;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  position(input: string): number {
    return this.#marker(input).position;
  }

  /** Offset of the first record of the input that was counted. */
  begin(input: string): number {
    return this.#marker(input).begin;
  }

  /** Writes records all or nothing, and moves nothing: what is said again when a restart comes by here again. */
  async say(records: readonly TransactionRecord[]): Promise<void> {
    await this.#commit(records, []);
  }

  /** Writes records, position and offset all or nothing. Any rejection leaves the table dead. */
  async move({ input, next, records }: TableMove): Promise<void> {
    const { partition } = this.home;
    const marker = { ...this.#marker(input), position: next };
    const offset = { group: this.#group, topic: input, partition, offset: next };
    await this.#commit([...records, markerRecord(this.home, input, marker)], [offset]);
    this.#markers.set(input, marker);
  }

  /**
   * Writes records of the state topic and the positions as they are: what a restore had to put right. With `isDropping`
   * the positions say that what is left of the states is of no use.
   */
  async repair(records: readonly TransactionRecord[], isDropping = false): Promise<void> {
    const markers = [...this.#markers].map(([input, marker]) =>
      markerRecord(this.home, input, { ...marker, isDropping }),
    );
    const offsets = [...this.#markers].map(([topic, { position: offset }]) => {
      return { group: this.#group, topic, partition: this.home.partition, offset };
    });
    await this.#commit([...records, ...markers], offsets);
  }

  /** Throws a `BrokerError` `unavailable` when the table is of no use any more: it is to be read back. */
  check(): void {
    if (!this.#isDead) return;
    throw new BrokerError("unavailable", `${this.home.topic}[${this.home.partition}] is to be read back`);
  }

  async close(): Promise<void> {
    this.#isDead = true;
    await this.#transactor.close();
  }

  async #commit(...what: Parameters<Transactor["commit"]>): Promise<void> {
    this.check();
    try {
      await this.#transactor.commit(...what);
    } catch (error) {
      this.#isDead = true;
      throw error;
    }
  }

  #marker(input: string): PositionMarker {
    const marker = this.#markers.get(input);
    if (marker === undefined) throw new Error(`${input} is not an input of ${this.#group}`);
    return marker;
  }
}
