import type { GroupOffset, OutgoingRecord } from "@tributary/kafka";
import type { LogClock } from "./log-clock.ts";
import type { MemoryLog } from "./memory-log.ts";

/** Records lie in their logs from the moment they are sent, and are seen when, and if, the transaction is committed. */
export class MemoryTransaction {
  state: "open" | "committed" | "aborted" = "open";
  readonly #clock: LogClock;
  readonly #onCommit: (offsets: readonly GroupOffset[]) => void;
  readonly #logs = new Set<MemoryLog>();
  readonly #offsets: GroupOffset[] = [];

  constructor(clock: LogClock, onCommit: (offsets: readonly GroupOffset[]) => void) {
    this.#clock = clock;
    this.#onCommit = onCommit;
  }

  send(log: MemoryLog, records: readonly OutgoingRecord[]): void {
    this.#assertOpen();
    this.#logs.add(log);
    log.append(records, this.#clock.stamp(), this);
  }

  sendOffsets(offsets: readonly GroupOffset[]): void {
    this.#assertOpen();
    this.#offsets.push(...offsets);
  }

  commit(): void {
    this.#end("committed");
    this.#onCommit(this.#offsets);
  }

  abort(): void {
    this.#end("aborted");
  }

  #end(state: "committed" | "aborted"): void {
    this.#assertOpen();
    this.state = state;
    for (const log of this.#logs) log.appendMarker(this.#clock.stamp());
  }

  #assertOpen(): void {
    if (this.state !== "open") throw new Error(`the transaction is ${this.state}`);
  }
}
