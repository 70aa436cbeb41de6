import type { MarketBar } from "@tributary/contracts";
import type { Exchange } from "@tributary/exchange-hours";
import type { Emit } from "@tributary/runtime";
import { BarDraft, type CutBars } from "./bar-draft.ts";
import { RestBars } from "./rest-bars.ts";
import type { BarRow, Now, Rest, SymbolState } from "./symbol-state.ts";
import type { SymbolTrackers } from "./trackers.ts";

export interface SymbolStepOptions {
  readonly trackers: SymbolTrackers;
  readonly exchange: Exchange;
  readonly rebuilding: boolean;
}

/** The new state and what is published; nothing has changed; or why the symbol is to be rebuilt. */
export type Outcome = readonly [SymbolState, readonly Emit[]] | "repeated" | { readonly because: string };

/** So many corrections in a row, with more bars than these after them, are taken for a history that is sent anew. */
const anewAfter = { corrections: 10, barsLeft: 100 } as const;
/** Of a history sent anew this is the end: what is left is closed once more with each bar, as after any correction. */
const mostBarsLeft = 25;

type Parts = { -readonly [part in keyof SymbolState]: SymbolState[part] };

/** What one state of one bar makes of a symbol. */
export class SymbolStep {
  readonly #parts: Parts;
  readonly #rest: RestBars;
  readonly #draft: BarDraft;
  readonly #isRebuilding: boolean;

  constructor(state: SymbolState, bar: MarketBar, { trackers, exchange, rebuilding }: SymbolStepOptions) {
    this.#parts = { ...state };
    this.#rest = new RestBars(this.#parts);
    this.#draft = new BarDraft(this.#parts, bar, trackers, exchange);
    if (rebuilding || state.rest !== undefined) this.#draft.telling.manner = "take-as-told";
    if (state.rest !== undefined)
      this.#draft.telling.toldBefore = state.rest.told.map((list) => new Map(list));
    this.#isRebuilding = rebuilding;
  }

  take(bar: BarRow, final: boolean): Outcome {
    const { forming, closed, base } = this.#draft;
    const newest = forming ?? closed.last(base);
    const isNew = newest === undefined || bar.openTime > newest.openTime;
    if (isNew) return this.#rest.rest === undefined ? this.#next(bar, final) : this.#nextAnew(bar, final);
    if (bar.openTime !== forming?.openTime) return this.#past(bar);
    return bar.revision > forming.revision ? this.#next(bar, final) : "repeated";
  }

  #next(bar: BarRow, final: boolean): Outcome {
    this.#draft.place(bar, final);
    return this.#done(null);
  }

  #past(bar: BarRow): Outcome {
    const { head, now } = this.#parts;
    const { closed, base } = this.#draft;
    const oldest = closed.oldest(base);
    if (head.goneCount > 0 && oldest !== undefined && bar.openTime < oldest.openTime) {
      if (bar.openTime >= head.first && bar.revision <= head.goneRevision) return "repeated";
      if (bar.openTime <= head.first) return this.#beginAnew(bar);
      const [time, since] = [bar.openTime, oldest.openTime].map((ms) => new Date(ms).toISOString());
      return { because: `a correction of ${time} is older than what is kept, since ${since}` };
    }
    const [known, ...later] = closed.from(base, bar.openTime);
    const isKnown = known?.openTime === bar.openTime;
    if (isKnown && bar.revision <= known.revision) return "repeated";
    const count = this.#isAfter(now.corrected, bar.openTime) ? (now.corrected?.count ?? 0) + 1 : 1;
    if (count > anewAfter.corrections && later.length > anewAfter.barsLeft) return this.#beginAnew(bar);
    return this.#correct(bar, count);
  }

  /** Bars from this one on are closed once more. Of a row of corrections only the bar itself is told of. */
  #correct(bar: BarRow, count: number): Outcome {
    const draft = this.#draft;
    const cut = draft.cut(bar.openTime);
    if (cut === undefined) return { because: "a correction is of a bar whose like are kept no more" };
    const isOfRow = count > 1 || bar.openTime <= this.#parts.head.first;
    draft.closeAgain(bar.openTime, cut.told, isOfRow);
    draft.place(bar, true);
    for (const later of cut.bars) if (later.openTime > bar.openTime) draft.place(later, true);
    if (cut.forming !== null) draft.place(cut.forming, false);
    this.#startAt(bar.openTime);
    return this.#done({ openTime: bar.openTime, count }, false);
  }

  #beginAnew(bar: BarRow): Outcome {
    const { head, rest } = this.#parts;
    const isWhole = head.goneCount === 0;
    if (rest !== undefined && !(isWhole && rest.isWhole))
      return { because: "its history is sent anew for a second time before the first was done" };
    const cut = isWhole ? this.#draft.cut(bar.openTime) : this.#draft.clear();
    if (cut === undefined) return { because: "a history sent anew begins where not all is kept" };
    const { first, goneCount } = head;
    const later = cut.bars.filter(({ openTime }) => openTime > bar.openTime);
    // What forms before bars of the rest has closed.
    if (rest !== undefined && cut.forming !== null) later.push(cut.forming);
    const forming = rest === undefined ? cut.forming : rest.forming;
    this.#rest.put(later, { isWhole, first, goneCount, forming, told: rest?.told ?? asLists(cut.told) });
    if (!isWhole) this.#parts.head = { ...head, goneCount: 0, goneRevision: 0 };
    this.#draft.telling.manner = "take-as-told";
    this.#startAt(bar.openTime);
    this.#rest.note({ anewCount: bar.openTime < first ? 0 : 1 });
    this.#draft.place(bar, true);
    return this.#done(anew(bar));
  }

  /** The next bar of a history that is sent anew, or one after which it goes on as it was. */
  #nextAnew(bar: BarRow, final: boolean): Outcome {
    const { openTime } = bar;
    const rest = this.#parts.rest as Rest;
    const draft = this.#draft;
    if (!rest.isWhole && openTime < rest.next) {
      draft.place(bar, final);
      this.#rest.note({ anewCount: rest.anewCount + (openTime < rest.first ? 0 : 1) });
      return this.#done(anew(bar));
    }
    if (!rest.isWhole && rest.anewCount < rest.goneCount)
      return { because: `of ${rest.goneCount} bars that are kept no more ${rest.anewCount} were sent anew` };
    this.#rest.note({ isWhole: true });
    for (const same of this.#rest.takeBefore(openTime)) draft.place(same, true);
    const { forming } = rest;
    if (forming !== null && forming.openTime < openTime) draft.place(forming, false);
    const [known] = this.#rest.takeBefore(openTime + 1);
    if (known !== undefined) draft.place(newer(bar, known), true);
    else if (forming?.openTime !== openTime) draft.place(bar, final);
    else draft.place(newer(bar, forming), bar.revision > forming.revision && final);
    if ((this.#parts.rest as Rest).barCount <= mostBarsLeft) {
      for (const same of this.#rest.takeAll()) draft.place(same, true);
      if (forming !== null && forming.openTime > openTime) draft.place(forming, false);
    }
    return this.#done(anew(bar));
  }

  #done(corrected: Now["corrected"], isTrimmed = !this.#isRebuilding): Outcome {
    const draft = this.#draft;
    draft.tellNewest();
    this.#parts.now = draft.now(corrected);
    const gone = isTrimmed ? draft.trim() : [];
    if (gone.length > 0) {
      const { head } = this.#parts;
      const revisions = gone.map(({ revision }) => revision);
      if (head.goneCount > 0) revisions.push(head.goneRevision);
      const goneRevision = Math.min(...revisions);
      this.#parts.head = { ...head, goneCount: head.goneCount + gone.length, goneRevision };
    }
    return [this.#parts, draft.telling.emits];
  }

  #startAt(openTime: number): void {
    const { head } = this.#parts;
    if (openTime < head.first) this.#parts.head = { ...head, first: openTime };
  }

  /** Whether no bar lies between the one corrected before and this time. */
  #isAfter(corrected: Now["corrected"], openTime: number): boolean {
    if (corrected === null || corrected.openTime >= openTime) return false;
    const [next] = this.#draft.closed.from(this.#draft.base, corrected.openTime + 1);
    return next === undefined || next.openTime >= openTime;
  }
}

function newer(bar: BarRow, known: BarRow): BarRow {
  return bar.revision > known.revision ? { ...bar, told: known.told } : known;
}

/** A history that is sent anew is a row of corrections, however long it is. */
function anew({ openTime }: BarRow): Now["corrected"] {
  return { openTime, count: anewAfter.corrections };
}

function asLists(told: CutBars["told"]): Rest["told"] {
  return told.map((bars) => [...bars].filter(([, bits]) => bits > 0));
}
