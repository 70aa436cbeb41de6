import { type Schema, Type } from "avsc";
import type { AvroRecordSchema } from "../src/topic.ts";

/**
 * Why data of one schema cannot be read with the other, or undefined. FULL compatibility asks both ways: new
 * readers meet old records in the log, and old readers meet new records until all of them are deployed.
 */
export function incompatibility(released: AvroRecordSchema, current: AvroRecordSchema): string | undefined {
  const [older, newer] = [typeOf(released), typeOf(current)];
  return (
    unreadable("the current schema", newer, "released", older) ??
    unreadable("the released schema", older, "current", newer)
  );
}

function unreadable(reading: string, reader: Type, writing: string, writer: Type): string | undefined {
  try {
    reader.createResolver(writer);
    return undefined;
  } catch (error) {
    return `${reading} cannot read ${writing} records: ${(error as Error).message}`;
  }
}

/** avsc's type of a schema, whose declaration takes mutable schemas only. */
export function typeOf(schema: AvroRecordSchema): Type {
  return Type.forSchema(schema as unknown as Schema);
}
