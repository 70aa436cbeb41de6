import type { DeadLetterFilter, DeadLetterPlace, ResendReport } from "@tributary/operations";

/** What one may do on the page. */
export type Action =
  | { readonly what: "resend"; readonly place: DeadLetterPlace }
  | { readonly what: "resend"; readonly filter: DeadLetterFilter }
  /** Dead letters buried after `buriedBefore`, epoch ms, are kept: nobody has seen them yet. */
  | { readonly what: "purge"; readonly group: string; readonly buriedBefore: number }
  | { readonly what: "resume"; readonly group: string; readonly reason: string };

/** What the console answered: what an action did, or, of a dry run, would do. */
export type Outcome =
  | ({ readonly what: "resend" } & ResendReport)
  | { readonly what: "purge"; readonly purged: number }
  | { readonly what: "resume"; readonly resumed: boolean };

/** The request that does the action; of a resume there is no dry run. */
export function requestOf(
  action: Action,
  how: { readonly dryRun: boolean; readonly again?: boolean },
): { readonly address: string; readonly body: object | undefined } {
  if (action.what === "resume") {
    return { address: `/operations/groups/${encodeURIComponent(action.group)}/resume`, body: undefined };
  }
  const { what, ...chosen } = action;
  return { address: `/operations/dead-letters/${what}`, body: { ...chosen, ...how } };
}
