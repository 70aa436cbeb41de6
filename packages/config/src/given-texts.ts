import type { ConfigFault } from "./config-error.ts";
import { fault, missing } from "./fault.ts";
import type { Spec } from "./field.ts";

export type Environment = Readonly<Record<string, string | undefined>>;
/** Text of a file; throws when it cannot be read. */
export type ReadText = (path: string) => string;

export interface GivenTexts {
  /** What was given for each variable; absent where nothing was, or an empty text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly faults: readonly ConfigFault[];
}

/** Collects the text of each variable of the spec, secrets also from the files that `<NAME>_FILE` names. */
export function givenTexts(spec: Spec, env: Environment, readText: ReadText): GivenTexts {
  const texts = new Map<string, string>();
  const faults: ConfigFault[] = [];
  for (const [name, field] of Object.entries(spec)) {
    const direct = given(env, name);
    const path = field.secret ? given(env, `${name}_FILE`) : undefined;
    if (direct !== undefined && path !== undefined) {
      faults.push(fault(name, field, direct, `Both ${name} and ${name}_FILE are given: keep one of them.`));
    } else if (path !== undefined) {
      const content = contentOf(path, readText);
      if (typeof content === "string") texts.set(name, content);
      else faults.push({ name: `${name}_FILE`, given: path, ...content });
    } else if (direct !== undefined) {
      texts.set(name, direct);
    } else if (field.default === undefined && !field.optional) {
      faults.push(missing(name, field));
    }
  }
  return { texts, faults };
}

/** Compose and Helm pass an unset variable on as an empty text, so both count as not given. */
function given(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function contentOf(path: string, readText: ReadText): string | Pick<ConfigFault, "expected" | "cure"> {
  try {
    const content = readText(path).trim();
    if (content !== "") return content;
    return { expected: "a file that holds the secret", cure: "The file is empty: write the secret into it." };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { expected: "a file that can be read", cure: `Correct the path or its rights (${reason}).` };
  }
}
