import leven from "leven";
import type { Spec } from "./field.ts";
import type { Environment } from "./given-texts.ts";

/** Further apart than this, names of other programs would be taken for ours. */
const farthest = 2;

/**
 * Sentences about variables of the environment that are probably meant for this spec but misspelled, such as
 * `KAFKA_BROKER`. Warnings, not faults: the environment also holds the variables of other programs.
 */
export function misspellings(spec: Spec, env: Environment): readonly string[] {
  const known = Object.entries(spec).flatMap(([name, { secret }]) =>
    secret ? [name, `${name}_FILE`] : [name],
  );
  return Object.keys(env)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = nearest(
        name,
        known.filter((candidate) => env[candidate] === undefined),
      );
      return meant === undefined ? [] : [`${name} is not a variable of this process: did you mean ${meant}?`];
    });
}

/** A name of which much would have to change is another name: two letters of four, say. */
function nearest(name: string, known: readonly string[]): string | undefined {
  return known
    .map((candidate) => ({ candidate, distance: leven(name.toUpperCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= farthest && distance * 4 <= candidate.length)
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}
