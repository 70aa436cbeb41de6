import type { VehiclePosition } from "@tributary/contracts";
import type { Ports } from "@tributary/runtime";

type Broker = Awaited<ReturnType<Ports["openBroker"]>>;
type Reader = Awaited<ReturnType<Broker["openReader"]>>;
type Chunk = Parameters<Parameters<Reader["run"]>[0]>[0];

const noGroup = () => Promise.reject(new Error("map-feed has no group"));

const idle = {
  lastAttemptAt: undefined,
  lastSuccessAt: undefined,
  failingSince: undefined,
  lastError: undefined,
};

/** A log of vehicle positions in memory, in one partition; every replica that reads it gets what is appended. */
export class PositionLog {
  readonly #records: { value: VehiclePosition; appendedAt: number }[] = [];
  readonly #readers = new Set<(from: number) => Promise<void>>();

  /** Resolves when every replica has taken the positions in. */
  async append(appendedAt: number, ...positions: readonly VehiclePosition[]): Promise<void> {
    const from = this.#records.length;
    for (const value of positions) this.#records.push({ value, appendedAt });
    await Promise.all([...this.#readers].map((read) => read(from)));
  }

  /** The world of one replica. */
  ports(env: Ports["env"], now: () => number): Ports {
    return {
      env: { HTTP_PORT: "0", OPS_PORT: "0", LOG_LEVEL: "error", ...env },
      isTerminal: false,
      now,
      openBroker: async () => ({
        openPublisher: () => Promise.reject(new Error("map-feed publishes nothing")),
        openReader: async () => this.#open(),
        joinGroup: noGroup,
        openTransactor: noGroup,
        readPartition: noGroup,
        close: async () => {},
      }),
      openOperator: noGroup,
      openCodec: () => ({
        encoder: () => Promise.reject(new Error("map-feed publishes nothing")),
        decoder: () => ({ decode: (bytes) => ({ ok: true, value: JSON.parse(String(bytes)) }) }),
        drift: async () => new Map(),
        failingSince: undefined,
      }),
    };
  }

  #open(): Reader {
    const read = (from: number): Chunk => ({
      partition: 0,
      records: this.#records.slice(from).map(({ value, appendedAt }, index) => ({
        topic: "transit.vehicle-position.v1",
        partition: 0,
        offset: from + index,
        timestamp: appendedAt,
        key: Buffer.from(value.vehicleId),
        value: Buffer.from(JSON.stringify(value)),
        headers: {},
      })),
      nextOffset: this.#records.length,
      endOffset: this.#records.length,
      missedRecords: 0,
    });
    return {
      epoch: "memory",
      partitions: 1,
      position: [0],
      endAtStart: [this.#records.length],
      status: idle,
      run: async (handle, signal) => {
        const hand = async (from: number) => handle(read(from));
        this.#readers.add(hand);
        await hand(0);
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        this.#readers.delete(hand);
      },
    };
  }
}
