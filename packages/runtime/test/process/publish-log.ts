import type { Broker, BrokerError, ConnectionStatus, OutgoingRecord, Publisher } from "@tributary/kafka";
import { BrokerError as Fault } from "@tributary/kafka";

interface Sent {
  readonly topic: string;
  readonly record: OutgoingRecord;
  /** Counts the publishers opened, from 1. */
  readonly publisher: number;
}

/** Topics that publishers write to, in memory; what is published can be held up and refused. */
export class PublishLog {
  readonly sent: Sent[] = [];
  readonly abandoned: number[] = [];
  readonly status: { -readonly [K in keyof ConnectionStatus]: ConnectionStatus[K] } = {
    lastAttemptAt: undefined,
    lastSuccessAt: undefined,
    failingSince: undefined,
    lastError: undefined,
  };
  /** While set, publishers wait for it. */
  held: Promise<void> | undefined;
  refuse: (topic: string, record: OutgoingRecord) => BrokerError | undefined = () => undefined;
  failOpening: BrokerError | undefined;
  #opened = 0;

  readonly broker: Pick<Broker, "openPublisher"> = {
    openPublisher: async ({ topic }) => {
      if (this.failOpening !== undefined) throw this.failOpening;
      return this.#publisher(topic, ++this.#opened);
    },
  };

  get opened(): number {
    return this.#opened;
  }

  /** Keys in the order in which they were written. */
  keys(topic: string): string[] {
    return this.sent.filter((each) => each.topic === topic).map(({ record }) => String(record.key));
  }

  of(topic: string): OutgoingRecord[] {
    return this.sent.filter((each) => each.topic === topic).map(({ record }) => record);
  }

  #publisher(topic: string, number: number): Publisher {
    const closed = Promise.withResolvers<never>();
    closed.promise.catch(() => {});
    let isClosed = false;
    return {
      status: this.status,
      publish: async (record) => {
        await Promise.race([this.held, closed.promise]);
        if (isClosed) throw new Fault("closed", "abandoned");
        const refusal = this.refuse(topic, record);
        if (refusal !== undefined) throw refusal;
        this.sent.push({ topic, record, publisher: number });
        return "acknowledged" as const;
      },
      ready: async () => {},
      flush: async () => {},
      abandon: async () => {
        isClosed = true;
        this.abandoned.push(number);
        closed.reject(new Fault("closed", "abandoned"));
      },
      close: async () => {},
    };
  }
}
