import type { Topic } from "@tributary/contracts";
import type { Broker, Codec, ConnectionStatus, OutgoingRecord, Publisher } from "@tributary/kafka";
import type { Ports } from "../src/room.ts";
import { FakeDecoder } from "./fake-decoder.ts";
import { FakeLogReader } from "./fake-log-reader.ts";

/** What a test without groups and transactions must not reach. */
const notUsed = () => Promise.reject(new Error("not part of this outside world"));

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A publisher whose records stay unacknowledged until the test says so. */
export class FakePublisher implements Publisher {
  readonly records: OutgoingRecord[] = [];
  readonly status: Writable<ConnectionStatus> = {
    lastAttemptAt: undefined,
    lastSuccessAt: undefined,
    failingSince: undefined,
    lastError: undefined,
  };
  readonly #fates: { resolve: (fate: "acknowledged") => void; reject: (error: Error) => void }[] = [];
  #idle = Promise.withResolvers<void>();

  publish(record: OutgoingRecord): Promise<"acknowledged"> {
    this.records.push(record);
    const { promise, resolve, reject } = Promise.withResolvers<"acknowledged">();
    this.#fates.push({ resolve, reject });
    return promise;
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  flush(): Promise<void> {
    return this.#fates.length === 0 ? Promise.resolve() : this.#idle.promise;
  }

  abandon(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.flush();
  }

  acknowledge(): void {
    for (const { resolve } of this.#fates.splice(0)) resolve("acknowledged");
    this.#idle.resolve();
  }

  refuse(error: Error): void {
    for (const { reject } of this.#fates.splice(0)) reject(error);
    this.#idle.resolve();
  }
}

/** An outside world without servers: free ports, one publisher, one reader, a registry that knows every schema. */
export class FakePorts implements Ports {
  readonly env: Record<string, string> = { OPS_PORT: "0", HTTP_PORT: "0", LOG_LEVEL: "error" };
  readonly isTerminal = false;
  readonly publisher = new FakePublisher();
  readonly reader: FakeLogReader;
  readonly closed: string[] = [];
  /** What opening a publisher or reader waits for. */
  reached: Promise<void> = Promise.resolve();
  readonly codec: Writable<Codec> = {
    encoder: async <T>(topic: Topic<T>) => ({ encode: (value: T) => Buffer.from(topic.key(value)) }),
    decoder: <T>() => new FakeDecoder() as unknown as ReturnType<typeof this.codec.decoder<T>>,
    drift: async () => new Map(),
    failingSince: undefined,
  };

  constructor(reader = new FakeLogReader()) {
    this.reader = reader;
  }

  readonly now = () => 0;
  readonly openCodec = () => this.codec;
  readonly openBroker = async (): Promise<Broker> => ({
    openPublisher: () => this.reached.then(() => this.publisher),
    openReader: () => this.reached.then(() => this.reader),
    joinGroup: notUsed,
    openTransactor: notUsed,
    readPartition: notUsed,
    close: async () => void this.closed.push("broker"),
  });
  readonly openOperator = notUsed;
}
