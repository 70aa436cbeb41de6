import { address } from "../shell/address.ts";
import { watchable } from "../shell/watchable.ts";
import type { AccidentsModel } from "./accidents-model.ts";
import type { AccidentMap } from "./map/accident-map.ts";

/** A read-only look inside the Accidents page; what it answers are copies. */
export interface AccidentsWatch {
  readonly state: () => string;
  readonly replay: () => string | undefined;
  /** Ids of all accidents held. */
  readonly held: () => readonly string[];
  /** Ids of those chosen by window, severity and state. */
  readonly chosen: () => readonly string[];
  /** What the map shows, in CSS pixels of the map. */
  readonly drawn: () => {
    readonly inView: number;
    readonly dots: readonly { readonly accidentId: string; readonly x: number; readonly y: number }[];
    readonly cells: readonly { readonly x: number; readonly y: number; readonly count: number }[];
  };
  /** Maps drawn so far, and the time the last one took, ms. */
  readonly effort: () => { readonly pictures: number; readonly work: number };
  readonly address: () => string;
}

/** @returns takes the look away again */
export function watchAccidents(model: AccidentsModel, map: AccidentMap): () => void {
  const look: AccidentsWatch = {
    state: () => model.kind.value,
    replay: () => model.replay.value,
    held: () => [...model.store.values()].map(({ accidentId }) => accidentId),
    chosen: () => {
      const selection = model.selection.value;
      return [...model.store.values()]
        .filter((accident) => selection?.includes(accident))
        .map(({ accidentId }) => accidentId);
    },
    drawn: () => ({
      inView: map.drawn?.inView ?? 0,
      dots: (map.drawn?.dots ?? []).map(({ accident, x, y }) => ({ accidentId: accident.accidentId, x, y })),
      cells: (map.drawn?.cells ?? []).map(({ x, y, count }) => ({ x, y, count })),
    }),
    effort: () => map.effort,
    address: () => `${address.value.path}?${address.value.query}`,
  };
  return watchable(look);
}
