import { Worker } from "node:worker_threads";
import type { HistoryCalls } from "./history-request.ts";

/** What the history's thread could not do. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  /** Whether the file cannot be read any more. */
  readonly isDamage: boolean;

  constructor(message: string, isDamage: boolean) {
    super(message);
    this.isDamage = isDamage;
  }
}

/** Bars that are kept cannot be told at present; those in memory can. */
export class HistoryUnavailable extends Error {
  override readonly name = "HistoryUnavailable";
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly failure?: { readonly message: string; readonly isDamage: boolean };
}

/** Asks the thread that has the file; it answers in the order in which it is asked. */
export class HistoryThread {
  readonly #worker = new Worker(new URL("./history-worker.ts", import.meta.url));
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;
  #ended: Error | undefined;

  constructor() {
    this.#worker.on("message", (reply: Reply) => this.#take(reply));
    this.#worker.on("error", (error: Error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("the history's thread has ended")));
  }

  /** Rejects with a `HistoryError`, or with why the thread has ended. What is in `transfer` is gone here. */
  ask<Call extends keyof HistoryCalls>(
    call: Call,
    ask: HistoryCalls[Call]["ask"],
    transfer: ArrayBuffer[] = [],
  ): Promise<HistoryCalls[Call]["answer"]> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#calls++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, call, ask }, transfer);
    return waiting.promise as Promise<HistoryCalls[Call]["answer"]>;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #take({ id, answer, failure }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === undefined) waiting?.resolve(answer);
    else waiting?.reject(new HistoryError(failure.message, failure.isDamage));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
