import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { IndicatorSettings } from "@tributary/indicators";
import type { BarChanges, BarFeed } from "../feed/bar-feed.ts";
import type { GraphKind } from "../graph.ts";
import { parametersNote, type StocksAddress } from "../stocks-address.ts";
import { MOST_BARS } from "../verify/verify-model.ts";
import {
  type AdjustableKind,
  adjustableKinds,
  isAdjustable,
  isSame,
  type ParameterValues,
  readNumbers,
  valuesOf,
} from "./graph-parameters.ts";
import type { ShownBar } from "./own-run.ts";
import { type Shown, ShownBars } from "./shown-bars.ts";

/** What the model stands on. */
export interface ParametersGround {
  readonly feed: BarFeed;
  /** What the service computes with; undefined until it has told. */
  readonly settings: ReadonlySignal<IndicatorSettings | undefined>;
  readonly seen: ReadonlySignal<StocksAddress>;
  /** Opening times of the first and last bar in sight. */
  readonly inSight: ReadonlySignal<readonly [from: number, to: number] | undefined>;
  /** Counts seconds. */
  readonly beat: ReadonlySignal<number>;
  /** Writes into the address; null takes a name out. */
  readonly note: (values: Readonly<Record<string, string | null>>) => void;
}

/** How it stands with a graph that is computed here: exact where it is seen, or why not. */
export type Settling = "exact" | "coming" | "failed" | "full" | "never";

const nothing: BarChanges = { isWhole: false, bars: [] };

/** With what each graph is computed, and the bars with those that are computed here for it. */
export class ParametersModel {
  readonly #ground: ParametersGround;
  readonly #bars = new ShownBars();
  #picture = -1;
  #version = -1;
  #count = 0;
  #triedAt = -1;

  /** Of the graphs chosen those that have other parameters than the service's. */
  readonly own: ReadonlySignal<ParameterValues>;
  /** The bars to be shown, with a number that counts pictures. */
  readonly shown: ReadonlySignal<Shown & { readonly picture: number }>;
  /** Graphs that are not exact at some bar in sight. */
  readonly unsettled: ReadonlySignal<readonly AdjustableKind[]>;

  constructor(ground: ParametersGround) {
    this.#ground = ground;
    const { feed, seen } = ground;
    // By their words, so that another range in the address is not another map.
    const words = computed(() =>
      adjustableKinds
        .filter((kind) => seen.value.graphs.includes(kind) && this.isOwn(kind))
        .map((kind) => `${kind}=${this.valuesOf(kind)}`)
        .join("&"),
    );
    this.own = computed(() => {
      const told = new URLSearchParams(words.value);
      return new Map([...told].map(([kind, values]) => [kind as AdjustableKind, readNumbers(values)]));
    });
    this.shown = computed(() => {
      // The first bars of a series are shown at once, and not only with the next picture.
      void feed.heard.value;
      const [picture, { all, version }] = [feed.drawn.value, feed.list];
      const isSame = picture === this.#picture && version === this.#version;
      const isNext = isSame || picture === this.#picture + 1;
      [this.#picture, this.#version] = [picture, version];
      const shown = this.#bars.bring(all, isSame ? nothing : feed.changes, isNext, this.own.value);
      return { ...shown, picture: ++this.#count };
    });
    this.unsettled = computed(() => {
      const [from, to] = ground.inSight.value ?? [Number.POSITIVE_INFINITY, 0];
      const { bars } = this.shown.value;
      const kinds = new Set<AdjustableKind>();
      for (let index = bars.length - 1; index >= 0 && (bars[index] as ShownBar).openTime >= from; index--) {
        const { openTime, unsettled = [] } = bars[index] as ShownBar;
        if (openTime <= to) for (const kind of unsettled) kinds.add(kind);
      }
      return adjustableKinds.filter((kind) => kinds.has(kind));
    });
  }

  /** Loads older bars for as long as what is in sight is not exact without them. @returns ends that */
  open(): () => void {
    const { feed, beat } = this.#ground;
    return effect(() => {
      if (this.unsettled.value.length === 0 || this.isFull) return;
      const older = feed.older.value;
      // Once a second where asking fails.
      if (older === "failed" && beat.value === this.#triedAt) return;
      if (older !== "some" && older !== "failed") return;
      this.#triedAt = beat.peek();
      void feed.askOlder();
    });
  }

  get isFull(): boolean {
    return this.#ground.feed.list.all.length >= MOST_BARS;
  }

  /** What a graph is computed with; undefined while only the service knows, and has not told. */
  valuesOf(kind: AdjustableKind): readonly number[] | undefined {
    return this.#ground.seen.value.parameters.get(kind) ?? this.ofService(kind);
  }

  ofService(kind: AdjustableKind): readonly number[] | undefined {
    const settings = this.#ground.settings.value;
    return settings === undefined ? undefined : valuesOf(kind, settings);
  }

  /** Whether a graph has other parameters than the service's. */
  isOwn(kind: GraphKind): boolean {
    if (!isAdjustable(kind)) return false;
    const asked = this.#ground.seen.value.parameters.get(kind);
    return asked !== undefined && !isSame(asked, this.ofService(kind));
  }

  /** `20, 2`: what a graph is computed with; empty for one that has no parameters, or while they are not known. */
  words(kind: GraphKind): string {
    return isAdjustable(kind) ? (this.valuesOf(kind)?.join(", ") ?? "") : "";
  }

  /** Whether what is in sight of a graph computed here is exact, or why not. */
  settlingOf(kind: AdjustableKind): Settling {
    if (!this.unsettled.value.includes(kind)) return "exact";
    const older = this.#ground.feed.older.value;
    if (older === "failed") return "failed";
    if (older === "none") return "never";
    return this.isFull ? "full" : "coming";
  }

  give(kind: AdjustableKind, values: readonly number[]): void {
    this.#ground.note({ [kind]: parametersNote(values, this.ofService(kind)) });
  }

  /** All graphs, or one, as the service computes them. */
  reset(kinds: readonly AdjustableKind[] = adjustableKinds): void {
    this.#ground.note(Object.fromEntries(kinds.map((kind) => [kind, null])));
  }
}
