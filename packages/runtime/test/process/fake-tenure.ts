import { BrokerError, type Tenure } from "@tributary/kafka";

/** A partition in our hands until the test takes it away. */
export class FakeTenure implements Tenure {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | undefined;
  readonly logStart = 0;
  readonly commits: number[] = [];
  readonly #end = new AbortController();
  isOurs = true;

  constructor(topic = "test.thing.v1", partition = 0, committed?: number) {
    this.topic = topic;
    this.partition = partition;
    this.committed = committed;
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** The group wants it back: what is in hand may be finished. */
  handOver(): void {
    this.#end.abort();
  }

  /** It is another's. */
  lose(): void {
    this.isOurs = false;
    this.#end.abort();
  }

  async confirm(): Promise<void> {
    if (!this.isOurs) throw new BrokerError("expelled", "the partition is another's");
  }

  async commit(offset: number): Promise<void> {
    await this.confirm();
    this.commits.push(offset);
  }
}
