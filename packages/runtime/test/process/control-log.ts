import type { Broker, ConnectionStatus, LogReader, OutgoingRecord, Publisher } from "@tributary/kafka";
import { partitionRecord } from "./partition-record.ts";

const status: ConnectionStatus = {
  lastAttemptAt: undefined,
  lastSuccessAt: undefined,
  failingSince: undefined,
  lastError: undefined,
};

/** One partition that several members write and follow; what is written is read when the test lets them. */
export class ControlLog {
  readonly records: { readonly key: string; readonly value: Buffer | null }[] = [];
  /** While set, what is published waits for it. */
  held: Promise<void> | undefined;
  readonly #readers = new Set<() => void>();

  write(key: string, value: Buffer | null): void {
    this.records.push({ key, value });
  }

  /** All readers catch up. */
  read(): void {
    for (const read of this.#readers) read();
  }

  readonly broker: Pick<Broker, "openReader" | "openPublisher"> = {
    openPublisher: async (): Promise<Publisher> => ({
      status,
      publish: async ({ key, value }: OutgoingRecord) => {
        await this.held;
        this.write(String(key), value);
        return "acknowledged" as const;
      },
      ready: async () => {},
      flush: async () => this.held,
      abandon: async () => {},
      close: async () => {},
    }),
    openReader: async (): Promise<LogReader> => {
      const position = [0];
      return {
        epoch: "log",
        partitions: 1,
        position,
        endAtStart: [this.records.length],
        status,
        run: (handle, signal) =>
          new Promise((resolve) => {
            const read = () => {
              const records = this.records
                .slice(position[0])
                .map(({ key, value }) => partitionRecord({ key: Buffer.from(key), value }));
              position[0] = this.records.length;
              const end = this.records.length;
              void handle({ partition: 0, records, nextOffset: end, endOffset: end, missedRecords: 0 });
            };
            this.#readers.add(read);
            signal.addEventListener("abort", () => resolve());
            queueMicrotask(read);
          }),
      };
    },
  };
}
