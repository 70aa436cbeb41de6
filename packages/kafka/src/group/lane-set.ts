import { pause } from "../backoff.ts";
import type { TopicPartition } from "../group.ts";
import type { Joined } from "./joined.ts";
import type { PartitionLane } from "./partition-lane.ts";

/** What a new generation changed for this member. */
export interface Settled {
  readonly kept: readonly TopicPartition[];
  readonly begun: readonly TopicPartition[];
  readonly ended: readonly TopicPartition[];
}

type OpenLane = (at: TopicPartition, after: Promise<void>) => PartitionLane;

/** The lanes of what is this member's now, and those of before that have not come to their end. */
export class LaneSet {
  readonly #open: OpenLane;
  readonly #onGone: (lane: PartitionLane) => void;
  readonly #current = new Map<string, PartitionLane>();
  readonly #ending = new Map<string, PartitionLane>();

  constructor(open: OpenLane, onGone: (lane: PartitionLane) => void) {
    this.#open = open;
    this.#onGone = onGone;
  }

  get current(): readonly PartitionLane[] {
    return [...this.#current.values()];
  }

  /** Monotonic milliseconds since when the longest running call of the worker has run. */
  get callingSince(): number | undefined {
    const since = [...this.#current.values(), ...this.#ending.values()].flatMap(
      ({ callingSince }) => callingSince ?? [],
    );
    return since.length === 0 ? undefined : Math.min(...since);
  }

  /** Keeps, begins and ends lanes as a new generation has it. */
  settle({ assigned, isContinuous }: Joined): Settled {
    const wanted = new Set(assigned.map(nameOf));
    const isKept = (lane: PartitionLane) => isContinuous && wanted.has(nameOf(lane));
    const [kept, ended] = [this.current.filter(isKept), this.current.filter((lane) => !isKept(lane))];
    for (const lane of ended) this.#lose(lane);
    for (const lane of kept) lane.thaw();
    const begun = assigned.filter((at) => !this.#current.has(nameOf(at)));
    for (const at of begun) {
      const after = this.#ending.get(nameOf(at))?.finished ?? Promise.resolve();
      this.#current.set(nameOf(at), this.#open(at, after));
    }
    return { kept, begun, ended };
  }

  /**
   * Lets the work in hand come to its end, and begins no other, until the next generation is settled. What lasts longer
   * than `limitMs` is lost: the group does not wait for it. Returns early when `isOver` resolves.
   */
  async rest(limitMs: number, isOver: Promise<void>): Promise<void> {
    const resting = Promise.all(this.current.map((lane) => lane.freeze())).then(() => "resting");
    const early = new AbortController();
    const late = pause(limitMs, early.signal).then(() => "late");
    const outcome = await Promise.race([resting, late, isOver]);
    early.abort();
    if (outcome !== "late") return;
    for (const lane of this.current.filter(({ isWorking }) => isWorking)) this.#lose(lane);
  }

  loseAll(): void {
    for (const lane of this.current) this.#lose(lane);
  }

  /** Ends all lanes at the next boundary of their work; resolves when all have ended. */
  async stop(): Promise<void> {
    for (const lane of this.current) lane.stop();
    await Promise.all([...this.#current.values(), ...this.#ending.values()].map(({ finished }) => finished));
  }

  #lose(lane: PartitionLane): void {
    const name = nameOf(lane);
    this.#current.delete(name);
    this.#ending.set(name, lane);
    this.#onGone(lane);
    lane.lose();
    void lane.finished.then(() => {
      if (this.#ending.get(name) === lane) this.#ending.delete(name);
    });
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
