/**
 * Ends a wait from outside. `Promise.race` against a promise that lives as long as the service would keep one
 * reaction for every record ever awaited; this keeps one at a time.
 */
export class Interrupt {
  #cancel: ((error: unknown) => void) | undefined;
  #error: { readonly error: unknown } | undefined;

  /** Makes the present wait and every later one reject with `error`; the first call wins. */
  raise(error: unknown): void {
    this.#error ??= { error };
    this.#cancel?.(this.#error.error);
  }

  /** Settles as `promise` does, or rejects as soon as `raise` is called. One wait at a time. */
  wait<T>(promise: Promise<T>): Promise<T> {
    if (this.#error !== undefined) {
      promise.catch(() => {}); // nobody will look at it any more
      return Promise.reject(this.#error.error);
    }
    return new Promise<T>((resolve, reject) => {
      this.#cancel = reject;
      promise.then(resolve, reject);
    }).finally(() => {
      this.#cancel = undefined;
    });
  }
}
