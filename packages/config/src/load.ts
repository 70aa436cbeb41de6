import { readFileSync } from "node:fs";
import { envSchema } from "env-schema";
import { Type } from "typebox";
import { ConfigError, type ConfigFault } from "./config-error.ts";
import { fault } from "./fault.ts";
import type { Spec, Values } from "./field.ts";
import { type Environment, givenTexts, type ReadText } from "./given-texts.ts";

/**
 * The values of a spec, frozen.
 *
 * @param env where the texts stand, normally `process.env`; an empty text counts as not given.
 * @param readText reads the files that `<NAME>_FILE` variables name.
 * @throws ConfigError naming every fault at once.
 */
export function load<S extends Spec>(spec: S, env: Environment, readText: ReadText = readUtf8): Values<S> {
  const { texts, faults } = givenTexts(spec, env, readText);
  const { values, refused } = validate(spec, texts);
  const all = [...faults, ...refused];
  if (all.length > 0) throw new ConfigError(inOrder(spec, all));
  for (const value of Object.values(values)) Object.freeze(value);
  return Object.freeze(values) as Values<S>;
}

const readUtf8: ReadText = (path) => readFileSync(path, "utf8");

/** What is missing was found with the texts, so here every variable may be absent. */
function validate(spec: Spec, texts: ReadonlyMap<string, string>) {
  const entries = Object.entries(spec);
  const schema = Type.Partial(Type.Object(Object.fromEntries(entries.map(([name, f]) => [name, f.schema]))));
  const data = Object.fromEntries([...texts].map(([name, text]) => [name, spec[name]?.read(text)]));
  try {
    const values = envSchema<Record<string, unknown>>({
      schema,
      data,
      env: false,
      ajv: {
        customOptions(ajv) {
          // The fields read their texts themselves: Ajv's own coercion takes `0x1f` for a number.
          ajv.opts.coerceTypes = false;
          return ajv.addFormat("absolute-url", isAbsoluteUrl);
        },
      },
    });
    return { values, refused: [] };
  } catch (error) {
    return { values: {}, refused: refusals(spec, texts, error) };
  }
}

/** A host and port alone, `localhost:8081`, parses as a URL of scheme `localhost:`; hence the slashes. */
function isAbsoluteUrl(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/./i.test(text) && URL.canParse(text);
}

function refusals(spec: Spec, texts: ReadonlyMap<string, string>, error: unknown): ConfigFault[] {
  const reported = (error as { errors?: readonly { instancePath: string }[] }).errors;
  if (reported === undefined) throw error;
  const names = new Set(reported.map(({ instancePath }) => instancePath.split("/")[1] ?? ""));
  return [...names].map((name) => {
    const field = spec[name];
    const text = texts.get(name);
    if (field !== undefined && text !== undefined) return fault(name, field, text);
    throw new TypeError(`The default of ${name} does not satisfy its own declaration`);
  });
}

function inOrder(spec: Spec, faults: readonly ConfigFault[]): ConfigFault[] {
  const names = Object.keys(spec);
  const place = ({ name }: ConfigFault) =>
    names.findIndex((known) => name === known || name === `${known}_FILE`);
  return faults.toSorted((a, b) => place(a) - place(b));
}
