import type { Static, TSchema, TUnsafe } from "typebox";
import { Type } from "typebox";

/** One variable of the environment: what it means, what it may be, and how its text is read. */
export interface Field<T = unknown> {
  readonly doc: string;
  /** JSON Schema of the value once read; it carries default, range and choices. */
  readonly schema: TUnsafe<T>;
  /** The value that a text stands for, or the text itself, which the schema then refuses. */
  readonly read: (text: string) => unknown;
  /** What is expected, as the reader of a fault or of the README sees it: `integer from 0 to 65535`. */
  readonly type: string;
  readonly default?: unknown;
  readonly unit?: string;
  readonly example?: string;
  readonly optional: boolean;
  /** Never shown, and may come from the file that `<NAME>_FILE` names. */
  readonly secret: boolean;
}

/** The variables of one process: names as in the environment. */
export type Spec = Readonly<Record<string, Field>>;

/** The values of a spec, under the same names. */
export type Values<S extends Spec> = { readonly [Name in keyof S]: Static<S[Name]["schema"]> };

interface Marks {
  /** Also read from the file that `<NAME>_FILE` names; redacted wherever faults are shown. */
  readonly secret?: true;
  /** Shown beside the value, such as `ms`. The name should end in it as well. */
  readonly unit?: string;
  /** A value that would do, for the message to whoever gave another. */
  readonly example?: string;
}

/** Without `default` and `optional` the variable must be given. */
export type Options<T> = Marks &
  (
    | { readonly default?: T; readonly optional?: never }
    | { readonly optional: true; readonly default?: never }
  );

/** Bounds are inclusive. */
export type NumberOptions = Options<number> & { readonly minimum?: number; readonly maximum?: number };

type Of<T, O> = O extends { readonly optional: true } ? T | undefined : T;

/** Any text; spaces around it are dropped. */
export function string<O extends Options<string>>(doc: string, options?: O): Field<Of<string, O>> {
  return field(doc, "text", Type.String(defaulted(options)), asText, options);
}

/** A whole number in decimal digits. */
export function integer<O extends NumberOptions>(doc: string, options?: O): Field<Of<number, O>> {
  const schema = Type.Integer({ ...defaulted(options), ...bounds(options) });
  return field(doc, `integer${range(options)}`, schema, (text) => readNumber(text, /^[+-]?\d+$/), options);
}

/** A finite decimal number, such as `0.5` or `1e3`. */
export function number<O extends NumberOptions>(doc: string, options?: O): Field<Of<number, O>> {
  const schema = Type.Number({ ...defaulted(options), ...bounds(options) });
  const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
  return field(doc, `number${range(options)}`, schema, (text) => readNumber(text, decimal), options);
}

/** `true` or `false`, also written `1` or `0`. */
export function boolean<O extends Options<boolean>>(doc: string, options?: O): Field<Of<boolean, O>> {
  const spelled: Record<string, boolean> = { true: true, "1": true, false: false, "0": false };
  const read = (text: string) => spelled[text.toLowerCase()] ?? text;
  return field(doc, "true or false", Type.Boolean(defaulted(options)), read, options);
}

/** An absolute URL with its scheme and `//`; kept as text. */
export function url<O extends Options<string>>(doc: string, options?: O): Field<Of<string, O>> {
  const schema = Type.String({ ...defaulted(options), format: "absolute-url" });
  return field(doc, "URL with scheme and host", schema, asText, options);
}

/** Comma separated texts; spaces around each are dropped, empty ones refused. */
export function list<O extends Options<readonly string[]>>(
  doc: string,
  options?: O,
): Field<Of<readonly string[], O>> {
  const schema = Type.Array(Type.String({ minLength: 1 }), defaulted(options));
  const read = (text: string) => text.split(",").map((element) => element.trim());
  return field(doc, "comma separated list", schema, read, options);
}

/** One of the given words, spelled exactly so. */
export function oneOf<const C extends string, O extends Options<NoInfer<C>>>(
  doc: string,
  choices: readonly C[],
  options?: O,
): Field<Of<C, O>> {
  const schema = Type.Unsafe<C>({ type: "string", enum: choices, ...defaulted(options) });
  return field(doc, `one of ${choices.join(", ")}`, schema, asText, options);
}

function field<T>(
  doc: string,
  type: string,
  schema: TSchema,
  read: (text: string) => unknown,
  options: Options<unknown> = {},
): Field<T> {
  const { unit, example } = options;
  return Object.freeze({
    doc,
    type,
    schema: Type.Unsafe<T>(schema),
    read,
    optional: options.optional === true,
    secret: options.secret === true,
    ...defaulted(options),
    ...(unit === undefined ? {} : { unit }),
    ...(example === undefined ? {} : { example }),
  });
}

const asText = (text: string): unknown => text;

/** Beyond 2^53 neighbouring integers are one double, so what was written would not be what is used. */
function readNumber(text: string, form: RegExp): unknown {
  const value = Number(text);
  return form.test(text) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text;
}

function defaulted(options: Options<unknown> | undefined): { default?: unknown } {
  return options?.default === undefined ? {} : { default: options.default };
}

function bounds({ minimum, maximum }: NumberOptions = {}): { minimum?: number; maximum?: number } {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function range({ minimum, maximum }: NumberOptions = {}): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? "" : `, at most ${maximum}`;
}
