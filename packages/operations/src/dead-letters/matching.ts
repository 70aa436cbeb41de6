import type { DeadLetterFilter, DeadLetterSummary } from "../operations.ts";

/** Whether a letter is of the group, error, stage and topic asked for; what is not asked for does not matter. */
export function matches(filter: DeadLetterFilter, { group, letter }: DeadLetterSummary): boolean {
  const isAsked = (asked: string | undefined, is: string) => asked === undefined || asked === is;
  return (
    isAsked(filter.group, group) &&
    isAsked(filter.error, letter.error) &&
    isAsked(filter.stage, letter.stage) &&
    isAsked(filter.topic, letter.topic)
  );
}
