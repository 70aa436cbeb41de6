import { address } from "../shell/address.ts";
import { watchable } from "../shell/watchable.ts";
import type { CountTable, Sums } from "./counts/count-table.ts";
import { rowsOf } from "./counts/picture.ts";
import type { FlightsModel } from "./flights-model.ts";

/** A read-only look inside the Flights page; what it answers are copies. */
export interface FlightsWatch {
  readonly state: () => string;
  readonly replay: () => string | undefined;
  /** What the chart shows of the days seen: ISO date, then a number an airline. */
  readonly chart: () => {
    readonly airlines: readonly string[];
    readonly rows: readonly { readonly date: string; readonly values: readonly (number | null)[] }[];
  };
  /** Sums of all days held, by airline, chosen or not. */
  readonly totals: () => Readonly<Record<string, Sums>>;
  /** Pictures drawn so far. */
  readonly pictures: () => number;
  readonly address: () => string;
}

/** @returns takes the look away again */
export function watchFlights(model: FlightsModel): () => void {
  const look: FlightsWatch = {
    state: () => model.kind.value,
    replay: () => model.replay.value,
    chart: () => {
      const picture = model.picture();
      return { airlines: [...picture.airlines], rows: rowsOf(picture, model.seen.value.range) };
    },
    totals: () => totalsOf(model.table),
    pictures: () => model.drawn.value,
    address: () => `${address.value.path}?${address.value.query}`,
  };
  return watchable(look);
}

function totalsOf(table: CountTable): Record<string, Sums> {
  const { first, last } = table;
  if (first === undefined || last === undefined) return {};
  return Object.fromEntries([...table.airlines].map((airline) => [airline, table.sum(airline, first, last)]));
}
