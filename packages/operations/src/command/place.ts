import type { DeadLetterPlace } from "../operations.ts";

/** `<group>/<partition>/<offset>`, as the list shows it and `show` takes it. */
export const placeText = ({ group, partition, offset }: DeadLetterPlace): string =>
  `${group}/${partition}/${offset}`;

/** Undefined when the text is no place. */
export function placeOf(text: string): DeadLetterPlace | undefined {
  const match = /^([\w.-]+)\/(\d{1,9})\/(\d{1,15})$/.exec(text);
  return match === null
    ? undefined
    : { group: match[1] as string, partition: Number(match[2]), offset: Number(match[3]) };
}
