/** Wakes all who wait for something to change; each then looks for itself. Take `rung` before looking, then await it. */
export class Bell {
  #next = Promise.withResolvers<void>();

  get rung(): Promise<void> {
    return this.#next.promise;
  }

  ring(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers();
    resolve();
  }
}
