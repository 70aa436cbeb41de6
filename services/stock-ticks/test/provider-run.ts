import type { Provider, ProviderBar, StatusEvent } from "../src/provider.ts";

/** Follows a symbol in the background and keeps all that it is told. */
export class ProviderRun {
  readonly bars: (ProviderBar & { isHistory: boolean })[] = [];
  readonly statuses: StatusEvent[] = [];
  error: unknown;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(provider: Provider, symbol: string, since?: number) {
    this.#done = this.#run(provider, symbol, since).catch((error) => {
      this.error = error;
    });
  }

  /** Ends it, and waits until it has. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async ended(): Promise<void> {
    await this.#done;
  }

  get states(): string[] {
    return this.statuses.map(({ state }) => state);
  }

  get reasons(): string[] {
    return this.statuses.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  }

  /** Closed bars in the order in which they were told, as open times. */
  get closed(): number[] {
    return this.bars.filter(({ final }) => final).map(({ openTime }) => openTime);
  }

  /** The newest state of each bar. */
  get newest(): Map<number, ProviderBar> {
    return new Map(this.bars.map((bar) => [bar.openTime, bar]));
  }

  async #run(provider: Provider, symbol: string, since: number | undefined): Promise<void> {
    for await (const event of provider.follow(symbol, { since, signal: this.#stop.signal })) {
      if (event.kind === "status") this.statuses.push(event);
      else for (const bar of event.bars) this.bars.push({ ...bar, isHistory: event.isHistory });
    }
  }
}
