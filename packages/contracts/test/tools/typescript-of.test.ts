import type { AvroRecordSchema } from "../../src/topic.ts";
import { typescriptOf } from "../../tools/typescript-of.ts";

const record = (fields: AvroRecordSchema["fields"]): AvroRecordSchema => ({
  type: "record",
  name: "AirlineDay",
  namespace: "tributary.aviation",
  doc: "One day.",
  fields,
});

test("a record becomes an interface of what its decoder gives", () => {
  const module = typescriptOf(
    record([
      { name: "airline", type: "string", doc: "IATA code." },
      { name: "delaySeconds", type: ["null", "int"], default: null },
      { name: "observedAt", type: { type: "long", logicalType: "timestamp-millis" } },
      { name: "flown", type: "boolean" },
      { name: "state", type: { type: "enum", name: "State", symbols: ["open", "closed"], default: "open" } },
    ]),
  );
  expect(module).toContain(
    [
      "/** One day. */",
      "export interface AirlineDay {",
      "  /** IATA code. */",
      "  readonly airline: string;",
      "  readonly delaySeconds: number | null;",
      "  readonly observedAt: number;",
      "  readonly flown: boolean;",
      '  readonly state: "open" | "closed";',
      "}",
      "",
      "export const airlineDaySchema: AvroRecordSchema = {",
    ].join("\n"),
  );
});

test("a doc cannot end the comment it stands in", () => {
  expect(typescriptOf(record([{ name: "a", type: "string", doc: "x */ y" }]))).toContain("/** x *\\/ y */");
});

test.each([[{ type: "array", items: "int" }], [{ type: "map", values: "int" }], ["Other"], [undefined]])(
  "%j has no TypeScript",
  (type) => {
    expect(() => typescriptOf(record([{ name: "a", type }]))).toThrow(TypeError);
  },
);
