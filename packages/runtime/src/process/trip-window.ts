/** Of this many last outcomes ... */
const remembered = 200;
/** ... more than this many buried trip (5 %); below `remembered` outcomes a few bad ones prove nothing, ... */
const mostBuried = 10;
/** ... but so many in a row do at once. */
const mostInARow = 20;

/** The last outcomes of a consumer: tells when so many were buried that the fault is not the records'. */
export class TripWindow {
  readonly #last = new Uint8Array(remembered);
  #at = 0;
  #seen = 0;
  #buried = 0;
  #inARow = 0;

  /** How many of these outcomes (true: buried) until it trips, that one included; all of them when it does not. */
  room(outcomes: readonly boolean[]): number {
    const copy = this.#copy();
    const trips = outcomes.findIndex((isBuried) => copy.#push(isBuried) !== undefined);
    return trips === -1 ? outcomes.length : trips + 1;
  }

  /** Takes outcomes; answers why it has tripped, at the first of them that made it so, or undefined. */
  take(outcomes: readonly boolean[]): string | undefined {
    let reason: string | undefined;
    for (const isBuried of outcomes) {
      const said = this.#push(isBuried);
      reason ??= said;
    }
    return reason;
  }

  clear(): void {
    this.#last.fill(0);
    this.#at = this.#seen = this.#buried = this.#inARow = 0;
  }

  #push(isBuried: boolean): string | undefined {
    this.#buried += Number(isBuried) - (this.#last[this.#at] ?? 0);
    this.#last[this.#at] = Number(isBuried);
    this.#at = (this.#at + 1) % remembered;
    this.#seen = Math.min(remembered, this.#seen + 1);
    this.#inARow = isBuried ? this.#inARow + 1 : 0;
    if (this.#inARow >= mostInARow) return `${this.#inARow} records in a row were buried`;
    if (this.#seen === remembered && this.#buried > mostBuried)
      return `${this.#buried} of the last ${remembered} records were buried`;
    return undefined;
  }

  #copy(): TripWindow {
    const copy = new TripWindow();
    copy.#last.set(this.#last);
    copy.#at = this.#at;
    copy.#seen = this.#seen;
    copy.#buried = this.#buried;
    copy.#inARow = this.#inARow;
    return copy;
  }
}
