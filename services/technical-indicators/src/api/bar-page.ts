import { setImmediate as nextTurn } from "node:timers/promises";
import type { MarketIndicator } from "@tributary/contracts";
import type { LiveView, ViewEntry } from "@tributary/runtime";
import type { BarHistory } from "../history/bar-history.ts";
import type { BarRange } from "../history/bar-range.ts";
import { barColumns, barRow } from "./bar-columns.ts";
import { seriesName } from "./indicator-views.ts";

/** Rows made before other work gets its turn: 2 ms to 5 ms. */
const rowsAtOnce = 500;
const columns = JSON.stringify(Object.keys(barColumns));

/** Answers `GET /bars`: newest first, from memory as far as it reaches, and on from the history. */
export class BarPages {
  readonly #view: LiveView<MarketIndicator>;
  readonly #history: BarHistory;
  readonly #now: () => number;
  /** Each row is made once: bars that are closed do not change. */
  readonly #rows = new WeakMap<ViewEntry<MarketIndicator>, string>();

  constructor(view: LiveView<MarketIndicator>, history: BarHistory, now: () => number) {
    this.#view = view;
    this.#history = history;
    this.#now = now;
  }

  /** JSON in UTF-8. Rejects with a `HistoryUnavailable` when memory does not reach far enough. */
  async page(selection: BarRange): Promise<Buffer> {
    const { symbol, interval, limit } = selection;
    // Both at one moment: a stream that is asked for from there on tells all that changes after it.
    const { eventId } = this.#view.progress;
    const held = this.#view.group(seriesName(symbol, interval));
    const { most = 0 } = this.#view.definition.window ?? {};
    const oldestHeld = held[0]?.value.openTime ?? selection.before;
    const chosen = newestFirst(held, selection);
    const rest = {
      ...selection,
      before: Math.min(selection.before, oldestHeld),
      limit: limit - chosen.length,
    };
    // A full window has let bars go, which the file may lack while it fails: that is not to look like the end.
    const mayReachBeyond =
      rest.limit > 0 &&
      rest.from < rest.before &&
      (held.length >= most || this.#history.mayHave(symbol, interval, rest.before));

    const older = mayReachBeyond ? await this.#history.rows(rest) : undefined;
    const rows: Buffer[] = [];
    for (let from = 0; from < chosen.length; from += rowsAtOnce) {
      if (from > 0) await nextTurn();
      if (from > 0) rows.push(comma);
      rows.push(
        Buffer.from(
          chosen
            .slice(from, from + rowsAtOnce)
            .map((entry) => this.#row(entry))
            .join(","),
        ),
      );
    }
    if (older !== undefined && older.count > 0) {
      if (chosen.length > 0) rows.push(comma);
      rows.push(Buffer.from(older.rows));
    }
    const head = `{"clock":${this.#now()},"symbol":${JSON.stringify(symbol)},"interval":"${interval}","eventId":${JSON.stringify(eventId)},"columns":${columns},"rows":[`;
    return Buffer.concat([Buffer.from(head), ...rows, end]);
  }

  #row(entry: ViewEntry<MarketIndicator>): string {
    let row = this.#rows.get(entry);
    if (row === undefined) {
      row = barRow(entry.value);
      this.#rows.set(entry, row);
    }
    return row;
  }
}

const comma = Buffer.from(",");
const end = Buffer.from("]}");

function newestFirst(
  entries: readonly ViewEntry<MarketIndicator>[],
  { from, before, limit }: BarRange,
): readonly ViewEntry<MarketIndicator>[] {
  const chosen: ViewEntry<MarketIndicator>[] = [];
  for (let index = entries.length - 1; index >= 0 && chosen.length < limit; index--) {
    const entry = entries[index];
    if (entry === undefined || entry.value.openTime < from) break;
    if (entry.value.openTime < before) chosen.push(entry);
  }
  return chosen;
}
