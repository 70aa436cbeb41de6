import { setImmediate as nextTurn } from "node:timers/promises";
import { type DeadLetter, deadLetterOf } from "@tributary/contracts";
import {
  type Consumer,
  defineConsumer,
  emit,
  innerTopics,
  type Message,
  map,
  type Ports,
  type Rejection,
  type RunningService,
  sink,
  startService,
} from "@tributary/runtime";
import { eventually, MemoryCluster } from "../../src/index.ts";
import type { MemoryBroker } from "../../src/memory/memory-broker.ts";
import { deliveries, type Kind, type Parcel, ParcelCodec, parcelBytes, parcels } from "./parcel.ts";

/** What may befall a consumer; `turns` are those of the event loop that pass before the next. */
export type Event =
  | { readonly type: "post"; readonly partition: number; readonly kinds: readonly Kind[] }
  | { readonly type: "store fails"; readonly times: number; readonly keepsAll: boolean }
  | { readonly type: "registry away" | "registry back" | "broker away" | "broker back" }
  | { readonly type: "stop" | "kill" | "expel" }
  | { readonly type: "wait"; readonly turns: number };

interface Process {
  readonly broker: MemoryBroker;
  readonly running: RunningService;
}

/** A consumer on a cluster in memory, a store that outlives it, and all that may befall both. */
export class PostOffice {
  /** Where each parcel lies, as `<partition>/<offset>`, and what it is. */
  readonly posted = new Map<string, Parcel>();
  readonly log: string[] = [];
  readonly stored = new Map<string, Parcel>();
  readonly #cluster = new MemoryCluster({ pause: () => nextTurn() });
  readonly #codec = new ParcelCodec();
  readonly #service: Consumer;
  #process: Process | undefined;
  #failures: { times: number; keepsAll: boolean } = { times: 0, keepsAll: false };
  #brokerBack: (() => void) | undefined;

  constructor(shape: "map" | "sink") {
    this.#service = defineConsumer({
      name: "post-office",
      summary: "Delivers parcels",
      config: {},
      inputs: [parcels],
      outputs: shape === "map" ? [deliveries] : [],
      process: shape === "map" ? delivering : this.#storing(),
      views: () => ({}),
    });
    for (const { name, partitions, cleanup } of [parcels, deliveries, ...innerTopics(this.#service)])
      this.#cluster.createTopic({ name, partitions, cleanup });
  }

  async live(event: Event): Promise<void> {
    switch (event.type) {
      case "post":
        return this.#post(event.partition, event.kinds);
      case "store fails":
        this.#failures = { times: event.times, keepsAll: event.keepsAll };
        return;
      case "registry away":
      case "registry back":
        this.#codec.isAway = event.type === "registry away";
        return;
      case "broker away":
        return this.#loseBroker();
      case "broker back":
        return this.#findBroker();
      case "wait":
        for (let turn = 0; turn < event.turns; turn++) await nextTurn();
        return;
      case "expel":
        return this.#expel();
      default:
        await this.end(event.type);
        await this.start();
    }
  }

  async start(): Promise<void> {
    const broker = this.#cluster.openBroker();
    const ports: Ports = {
      env: { OPS_PORT: "0", HTTP_PORT: "0", STREAM_CHUNK_RECORDS: "3" },
      isTerminal: false,
      logTo: { write: (line) => void this.log.push(line) },
      now: this.#cluster.now,
      openBroker: async () => broker,
      openCodec: () => this.#codec,
      openOperator: async () => this.#cluster.openOperator(),
    };
    const running = await startService(this.#service, ports);
    this.#process = { broker, running };
  }

  /** Ends the process; a service that failed is told by throwing what it failed of. */
  async end(how: "stop" | "kill"): Promise<void> {
    const { broker, running } = this.#process ?? {};
    this.#process = undefined;
    if (how === "kill") broker?.kill();
    else await this.#findBroker();
    await running?.stop();
    this.#cluster.expireSessions();
    await running?.done;
  }

  /** All weather is over, trips are resumed: resolves when everything posted is worked off. */
  async settle(): Promise<void> {
    this.#failures.times = 0;
    this.#codec.isAway = false;
    await this.#findBroker();
    await eventually(async () => {
      const tripped = this.#cluster.records("post-office.control").at(-1);
      if (tripped?.value) this.#cluster.append("post-office.control", { key: "trip", value: null });
      const offsets = await this.#cluster.openOperator().committed("post-office");
      const ends = Map.groupBy([...this.posted.keys()], (address) => Number(address.split("/")[0]));
      for (const [partition, addresses] of ends) {
        const committed = offsets.find((each) => each.partition === partition)?.offset ?? 0;
        if (committed < addresses.length)
          throw new Error(
            `partition ${partition}: ${committed} of ${addresses.length}\n${this.log.slice(-9).join("")}`,
          );
      }
    });
  }

  get letters(): readonly { readonly letter: DeadLetter; readonly value: Buffer | null }[] {
    return this.#cluster.records("post-office.dlq").map(({ headers, value }) => {
      const letter = deadLetterOf(headers);
      if (letter === undefined) throw new Error("a record that is no dead letter");
      return { letter, value };
    });
  }

  /** What a map has emitted, in the order of its partitions. */
  get delivered(): readonly Parcel[] {
    return this.#cluster.records(deliveries.name).map(({ value }) => JSON.parse(String(value)) as Parcel);
  }

  #post(partition: number, kinds: readonly Kind[]): void {
    for (const kind of kinds) {
      const at = [...this.posted.keys()].filter((address) => address.startsWith(`${partition}/`)).length;
      const parcel = { id: `p${partition}-${at}`, street: `${partition}${at % 2}`, kind };
      this.posted.set(`${partition}/${at}`, parcel);
      this.#cluster.append(parcels.name, { key: parcel.street, value: parcelBytes(parcel), partition });
    }
  }

  #loseBroker(): void {
    if (this.#brokerBack !== undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#brokerBack = resolve;
    void this.#cluster.outage(promise);
  }

  async #findBroker(): Promise<void> {
    this.#brokerBack?.();
    this.#brokerBack = undefined;
    await nextTurn();
  }

  async #expel(): Promise<void> {
    const groups = this.#brokerBack === undefined ? await this.#cluster.openOperator().groups() : [];
    const members = groups.find(({ group }) => group === "post-office")?.members ?? [];
    for (const { memberId } of members) this.#cluster.expel("post-office", memberId);
  }

  #storing() {
    return sink<Parcel>({
      batchRecords: 3,
      open: async () => ({ write: async (batch) => this.#write(batch), close: async () => {} }),
    });
  }

  async #write(batch: readonly Message<Parcel>[]): Promise<Rejection<Parcel>[]> {
    await nextTurn();
    const { times, keepsAll } = this.#failures;
    this.#failures.times = Math.max(0, times - 1);
    const kept = times > 0 && !keepsAll ? batch.slice(0, batch.length >> 1) : batch;
    for (const { partition, offset, value } of kept)
      if (value.kind !== "refused" && value.kind !== "thrown")
        this.stored.set(`${partition}/${offset}`, value);
    if (times > 0) throw new Error("the store went away, and nobody knows what it has kept");
    return batch
      .filter(({ value }) => value.kind === "refused" || value.kind === "thrown")
      .map((message) => ({ message, reason: message.value.kind, detail: "" }));
  }
}

const delivering = map<Parcel>(({ value }) => {
  if (value.kind === "thrown" || value.kind === "refused") throw new TypeError("no such street");
  return [emit(deliveries, value)];
});
