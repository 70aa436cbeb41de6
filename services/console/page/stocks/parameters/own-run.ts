import { IndicatorSet, type IndicatorSettings, type IndicatorValues } from "@tributary/indicators";
import type { Bar } from "../feed/bar.ts";
import { graphs } from "../graph.ts";
import { type AdjustableKind, type ParameterValues, settingsOf } from "./graph-parameters.ts";
import { type Doubt, doubtOf, EXACT } from "./settling.ts";

/** A bar as it is shown. */
export interface ShownBar extends Bar {
  /** Graphs that are computed here. */
  readonly ownKinds?: ParameterValues;
  /** How many bars in a row they are of at this one, its own included. */
  readonly ownCount?: number;
  /** Those of them that are not exact here yet, as that takes bars that are not here. */
  readonly unsettled?: readonly AdjustableKind[];
}

type Writable = { -readonly [Name in keyof ShownBar]: ShownBar[Name] };

const NONE: readonly AdjustableKind[] = [];

/** Graphs with parameters of their own, of bars in a row: by the kernels that the service has. */
export class OwnRun {
  readonly #own: ParameterValues;
  readonly #set: IndicatorSet;
  readonly #fields: readonly (keyof IndicatorValues & keyof Bar)[];
  readonly #doubts: readonly (readonly [AdjustableKind, Doubt])[];
  #unsettled: readonly AdjustableKind[];

  /** @param isFromFirst whether the first bar there has ever been begins it: then nothing is in doubt */
  constructor(own: ParameterValues, settings: IndicatorSettings, isFromFirst: boolean) {
    this.#own = own;
    this.#set = new IndicatorSet(settings);
    this.#fields = [...own.keys()].flatMap((kind) =>
      graphs[kind].lines.flatMap(({ field, missing }) => [field, missing] as (keyof IndicatorValues)[]),
    );
    this.#doubts = isFromFirst
      ? []
      : [...own].map(([kind, values]) => [kind, doubtOf(kind, values)] as const);
    this.#unsettled = this.#doubts.length === 0 ? NONE : this.#doubts.map(([kind]) => kind);
  }

  /** Takes a bar in that others follow. @returns what is computed at it, for `shown` */
  take(bar: Bar): IndicatorValues {
    const values = this.#set.update(bar);
    const unsettled = this.#doubts.filter(([, doubt]) => !(doubt(bar.close, values) <= EXACT));
    this.#unsettled = unsettled.length === 0 ? NONE : unsettled.map(([kind]) => kind);
    return values;
  }

  /** The last bar, which may change yet: as settled as the one before it. */
  peek(bar: Bar): ShownBar {
    return this.shown(bar, this.#set.peek(bar));
  }

  /** The bar with the values computed at it in place of those told. */
  shown(bar: Bar, values: IndicatorValues): ShownBar {
    const shown: Writable = {
      ...bar,
      ownKinds: this.#own,
      ownCount: values.barCount,
      unsettled: this.#unsettled,
    };
    for (const field of this.#fields) shown[field] = values[field] as number;
    return shown;
  }
}

/** @returns makes a run of these graphs, bar by bar from its first */
export function runsOf(own: ParameterValues): (first: Bar) => OwnRun {
  const settings = settingsOf(own);
  return (first) => new OwnRun(own, settings, first.barCount === 1);
}
