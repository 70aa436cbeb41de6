/** How smooth the page is: frames of the last second, and the longest pause between two. */
export class FrameRate {
  #times: number[] = [];
  #work: number[] = [];

  /** @param at ms, as handed to the animation frame */
  tick(at: number): void {
    this.#times.push(at);
    while (at - (this.#times[0] as number) > 1_000) this.#times.shift();
  }

  /** @param milliseconds spent on one picture */
  worked(milliseconds: number): void {
    this.#work = [...this.#work.slice(-59), milliseconds];
  }

  clear(): void {
    this.#times = [];
    this.#work = [];
  }

  /** Frames per second. */
  get fps(): number {
    const first = this.#times[0];
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined || last === first) return 0;
    return ((this.#times.length - 1) * 1000) / (last - first);
  }

  /** Middle of the time spent on the last 60 pictures, ms. */
  get work(): number {
    return this.#work.toSorted((a, b) => a - b)[this.#work.length >> 1] ?? 0;
  }

  /** ms. */
  get longest(): number {
    return Math.max(0, ...this.#times.slice(1).map((at, index) => at - (this.#times[index] as number)));
  }
}
