import { inspect } from "node:util";
import type { DeadLetterStage } from "@tributary/contracts";

/** Why a record is to be buried. */
export interface Poison {
  readonly stage: DeadLetterStage;
  /** One word, see `DeadLetter.error`. */
  readonly error: string;
  readonly message: string;
}

/** What a pure step has thrown, by its class, such as `TypeError`; `thrown` for what has none. */
export function poisonOf(thrown: unknown): Poison {
  try {
    const name = thrown instanceof Object ? thrown.constructor?.name : undefined;
    const error = typeof name === "string" && /^\w+$/.test(name) ? name : "thrown";
    const { message } = (thrown ?? {}) as { readonly message?: unknown };
    if (typeof message === "string") return { stage: "process", error, message };
    return {
      stage: "process",
      error,
      message: typeof thrown === "string" ? thrown : inspect(thrown, { depth: 0 }),
    };
  } catch {
    return { stage: "process", error: "thrown", message: "what was thrown cannot be looked at" };
  }
}
