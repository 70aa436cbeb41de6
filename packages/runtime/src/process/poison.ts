import type { DeadLetterStage } from "@tributary/contracts";

/** Why a record is to be buried. */
export interface Poison {
  readonly stage: DeadLetterStage;
  /** One word, see `DeadLetter.error`. */
  readonly error: string;
  readonly message: string;
}
