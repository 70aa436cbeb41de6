import type { DeadLetterSummary, GroupState } from "@tributary/operations";

/** `GET /operations/groups` */
export interface GroupsAnswer {
  /** ms by the server's clock. */
  readonly clock: number;
  readonly actions: { readonly allowed: boolean; readonly reason: string | null };
  readonly groups: readonly GroupState[];
}

/** `GET /operations/dead-letters` */
export interface DeadLettersAnswer {
  readonly clock: number;
  readonly deadLetters: readonly DeadLetterSummary[];
  readonly total: number;
  readonly isComplete: boolean;
  /** Of what all filters but that of the error leave. */
  readonly errors: readonly { readonly error: string; readonly count: number }[];
  readonly countedErrorsOf: number;
}
