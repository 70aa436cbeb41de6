import type { DeadLetterStage } from "@tributary/contracts";

/** Why a record is to be buried. */
export interface Poison {
  readonly stage: DeadLetterStage;
  /** One word, see `DeadLetter.error`. */
  readonly error: string;
  readonly message: string;
}

/** What a pure step has thrown, by its class: `TypeError`. */
export function poisonOf(thrown: unknown): Poison {
  const name = thrown instanceof Object ? thrown.constructor?.name : undefined;
  const error = typeof name === "string" && /^\w+$/.test(name) ? name : "thrown";
  const message = (thrown as { message?: unknown } | null | undefined)?.message;
  return { stage: "process", error, message: typeof message === "string" ? message : String(thrown) };
}
