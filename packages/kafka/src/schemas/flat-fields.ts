import type { AvroType } from "./avro-type.ts";

/** What the generated readers and writers know; a union only of null, which comes first, and one of these. */
export interface FlatField {
  readonly name: string;
  readonly kind: Kind;
  readonly isNullable: boolean;
}

export type Kind = "boolean" | "int" | "long" | "float" | "double" | "string";

const kinds: readonly string[] = ["boolean", "int", "long", "float", "double", "string"] satisfies Kind[];

/** As far as it is used; avsc's own types leave most of it out. */
interface Shape {
  readonly typeName: string;
  readonly types?: readonly Shape[];
  readonly fields?: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly type: Shape;
  }[];
}

/** The fields of a record of numbers, flags and texts; undefined for a type that holds anything else. */
export function flatFields(type: AvroType): readonly FlatField[] | undefined {
  const { typeName, fields = [] } = type as unknown as Shape;
  if (typeName !== "record") return undefined;
  const flat: FlatField[] = [];
  for (const { name, aliases, type: given } of fields) {
    const [first, second] = given.typeName === "union:unwrapped" ? (given.types ?? []) : [];
    const isNullable = first?.typeName === "null" && second !== undefined && given.types?.length === 2;
    const kind = isNullable ? second.typeName : given.typeName;
    if (!kinds.includes(kind) || aliases.length > 0) return undefined;
    flat.push({ name, kind: kind as Kind, isNullable });
  }
  return flat;
}
