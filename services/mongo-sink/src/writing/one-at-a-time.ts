/** Calls that do not overlap, first come first served. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the call does, which begins when those before it have ended, well or not. */
  run<R>(call: () => Promise<R>): Promise<R> {
    const result = this.#last.then(call);
    this.#last = result.catch(() => undefined); // its caller hears of it
    return result;
  }
}
