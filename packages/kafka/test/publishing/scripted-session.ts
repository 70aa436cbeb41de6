import type { OutgoingRecord } from "../../src/broker.ts";
import { SendFailure, type SendSession } from "../../src/publishing/send-session.ts";

/** What becomes of one request; `unsent` are indices into it, all of them unless told. */
export type Fate = "acknowledged" | { readonly error: Error; readonly unsent?: readonly number[] };

/** A broker in memory whose answers come when the test says so. */
export class ScriptedSessions {
  /** Keys of each request, in the order they arrived, over all sessions. */
  readonly requests: string[][] = [];
  /** Keys acknowledged, in the order written. */
  readonly written: string[] = [];
  opened = 0;
  closed = 0;
  mostInFlight = 0;
  /** Decides at once when set; otherwise requests wait for `answer`. */
  decide: ((keys: readonly string[]) => Fate) | undefined;
  openError: Error | undefined;
  #inFlight: { keys: string[]; settle: (fate: Fate) => void }[] = [];

  readonly open = async (): Promise<SendSession> => {
    this.opened++;
    if (this.openError !== undefined) throw this.openError;
    return {
      send: (records) => this.#send(records),
      close: async () => {
        this.closed++;
        this.#inFlight.forEach(({ settle }) => {
          settle({ error: new Error("closed") });
        });
      },
    };
  };

  get inFlight(): number {
    return this.#inFlight.length;
  }

  answer(fate: Fate): void {
    this.#inFlight.shift()?.settle(fate);
  }

  #send(records: readonly OutgoingRecord[]): Promise<void> {
    const keys = records.map(({ key }) => String(key));
    this.requests.push(keys);
    return new Promise((resolve, reject) => {
      const settle = (fate: Fate) => {
        const unsent = fate === "acknowledged" ? [] : (fate.unsent ?? [...keys.keys()]);
        this.written.push(...keys.filter((_, index) => !unsent.includes(index)));
        if (fate === "acknowledged") resolve();
        else reject(new SendFailure(fate.error, unsent));
      };
      if (this.decide !== undefined) return settle(this.decide(keys));
      this.#inFlight.push({ keys, settle });
      this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight.length);
    });
  }
}

export function refusal(type: string): Error {
  return Object.assign(new Error(type), { name: "KafkaJSProtocolError", type, retriable: false });
}
