import {
  type MarketBar,
  type MarketIndicator,
  type MarketSignal,
  marketIndicator,
} from "@tributary/contracts";
import { defaultSettings, type IndicatorSettings } from "@tributary/indicators";
import type { Emit } from "@tributary/runtime";
import { indicatorStep } from "../../src/fold/indicator-step.ts";
import type { SymbolState } from "../../src/fold/symbol-state.ts";

export interface FoldingOptions {
  readonly settings?: IndicatorSettings;
  /** Whether the process ends after a record and another one reads the state back; default never. */
  readonly restarts?: (record: number) => boolean;
  /** Whether a transaction ends with a record: of each bar the newest is made and published then; default with each. */
  readonly ends?: (record: number) => boolean;
}

/** One symbol's fold, as the runtime drives it: frozen states, rebuilds from the log, restarts through JSON. */
export class Folding {
  readonly log: MarketBar[] = [];
  readonly rebuilds: string[] = [];
  /** All that was published, in order; of a rebuild, the newest of each bar. */
  readonly indicators: MarketIndicator[] = [];
  readonly signals: MarketSignal[] = [];
  state: SymbolState | undefined;
  readonly #options: FoldingOptions;
  #pending: Emit[] = [];
  #step: ReturnType<typeof indicatorStep>;

  constructor(options: FoldingOptions = {}) {
    this.#options = options;
    this.#step = this.#begin();
  }

  take(...bars: readonly MarketBar[]): this {
    for (const bar of bars) this.#take(bar);
    this.#commit();
    return this;
  }

  /** Ends the process and begins another, perhaps with other settings. */
  restart(settings?: IndicatorSettings): this {
    this.state =
      this.state === undefined ? undefined : (JSON.parse(JSON.stringify(this.state)) as SymbolState);
    this.#step = this.#begin(settings);
    return this;
  }

  /** The newest of each bar, by interval and openTime. */
  get table(): ReadonlyMap<string, MarketIndicator> {
    return new Map(this.indicators.map((bar) => [marketIndicator.key(bar), bar]));
  }

  of(interval: string): MarketIndicator[] {
    return [...this.table.values()]
      .filter((bar) => bar.interval === interval)
      .sort((a, b) => a.openTime - b.openTime);
  }

  #take(bar: MarketBar): void {
    this.log.push(bar);
    const answer = this.#step(frozen(this.state), { value: bar });
    if ("rebuild" in answer) {
      this.rebuilds.push(answer.rebuild);
      this.#commit();
      this.#rebuild();
    } else {
      this.state = answer[0];
      this.#pending.push(...answer[1]);
      if (this.#options.ends?.(this.log.length) !== false) this.#commit();
    }
    if (this.#options.restarts?.(this.log.length) === true) this.restart();
  }

  /** Of several to one key of a compacted topic the newest. */
  #commit(): void {
    const last = new Map(this.#pending.map((emit) => [keyOf(emit), emit]));
    this.#publish(
      this.#pending.filter((emit) => emit.topic !== marketIndicator || last.get(keyOf(emit)) === emit),
    );
    this.#pending = [];
  }

  #rebuild(): void {
    let state: SymbolState | undefined;
    const emits = new Map<string, Emit>();
    for (const value of this.log) {
      const answer = this.#step(frozen(state), { value, rebuilding: true });
      if ("rebuild" in answer) throw new Error(`asks for a rebuild in a rebuild: ${answer.rebuild}`);
      state = answer[0];
      for (const emit of answer[1]) emits.set(`${emit.topic.name}|${keyOf(emit)}`, emit);
    }
    this.state = state;
    this.#publish([...emits.values()]);
  }

  #publish(emits: readonly Emit[]): void {
    for (const emit of emits) {
      const { topic } = emit;
      const value = madeOf(emit);
      const fault = topic.fault?.(value);
      if (fault !== undefined) throw new Error(`${topic.name}: ${JSON.stringify(fault)}`);
      if (topic === marketIndicator) this.indicators.push(value as MarketIndicator);
      else this.signals.push(value as MarketSignal);
    }
  }

  #begin(settings = this.#options.settings ?? defaultSettings) {
    return indicatorStep(settings);
  }
}

const keyOf = ({ topic, value, latest }: Emit) => latest?.key ?? topic.key(value);

/** What is published, made where it is yet to be made. */
export const madeOf = ({ value, latest }: Emit) => (latest === undefined ? value : latest.make());

/** As the runtime hands states to steps. */
function frozen<S>(value: S): S {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
