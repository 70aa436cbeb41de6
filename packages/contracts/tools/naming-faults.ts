import type { AvroRecordSchema } from "../src/topic.ts";

/** A number says its unit in its name, or is one of these, whose unit the name itself implies. */
const numbers = {
  named: [
    "latitude",
    "longitude",
    "sequence",
    "lineNumber",
    "isoWeekday",
    "hourOfWeek",
    "part",
    // Of markets: prices are of the record's own `currency`, volumes of its symbol, indicators as their formulas say.
    ...["open", "high", "low", "close", "adjustedClose", "volume", "revision", "level", "reading"],
    ...["sma", "ema", "bollingerMiddle", "bollingerUpper", "bollingerLower"],
    ...["aroonUp", "aroonDown", "aroonOscillator", "rsi", "priceVolumeTrend"],
    ...["macd", "macdSignal", "macdHistogram"],
  ],
  suffixes: [
    "Degrees",
    "Latitude",
    "Longitude",
    "Meters",
    "MetersPerSecond",
    "Seconds",
    "Minutes",
    "Miles",
    "Milliseconds",
    "Percent",
    "Level",
    "Fahrenheit",
    "InchesOfMercury",
    "Pascals",
    "MilesPerHour",
    "Inches",
    "Millimeters",
    "Count",
    "Celsius",
    "Dollars",
  ],
} as const;

const logicalNames: Readonly<Record<string, RegExp>> = {
  "timestamp-millis": /[a-z](At|Time)$/,
  "local-timestamp-millis": /[a-z]Local$/,
  date: /(^d|[a-z]D)ate$/,
};

/** What breaks the rules of DESIGN.md 8 in a schema: one sentence each. */
export function namingFaults(path: string, schema: AvroRecordSchema): readonly string[] {
  const domain = path.split("/").at(-2) ?? "";
  const faults: string[] = [];
  if (schema.type !== "record") faults.push("is not a record");
  if (schema.namespace !== `tributary.${domain}`) faults.push(`namespace is not tributary.${domain}`);
  if (!/^([A-Z][a-z0-9]+)+$/.test(schema.name)) faults.push(`${schema.name} is not PascalCase`);
  if (kebab(schema.name) !== path.split("/").at(-1)?.replace(".avsc", "")) {
    faults.push(`${schema.name} is not what its file is called`);
  }
  if (!schema.doc) faults.push("has no doc");
  return [...faults, ...schema.fields.flatMap(fieldFaults)].map((fault) => `${path}: ${fault}`);
}

type RecordField = AvroRecordSchema["fields"][number];

function fieldFaults(field: RecordField): readonly string[] {
  const { name, type } = field;
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/.test(name)) faults.push("is not camelCase");
  if (!field.doc) faults.push("has no doc");
  if (!Array.isArray(type)) return [...faults, ...typeFaults(name, type)].map((fault) => `${name} ${fault}`);
  if (type.length !== 2 || type[0] !== "null") faults.push('is a union other than ["null", T]');
  if (field.default !== null || !("default" in field)) faults.push("is optional without the default null");
  return [...faults, ...typeFaults(name, type[1])].map((fault) => `${name} ${fault}`);
}

function typeFaults(name: string, type: unknown): readonly string[] {
  if (type === "string" || type === "boolean") return [];
  if (typeof type === "string" && ["int", "long", "float", "double"].includes(type)) return unitFaults(name);
  const { type: inner, logicalType, default: fallback } = (type ?? {}) as Record<string, unknown>;
  if (inner === "enum") return fallback === undefined ? ["is an enum without a default"] : [];
  if (typeof logicalType === "string") {
    const pattern = logicalNames[logicalType];
    if (pattern === undefined) return [`is of the logical type ${logicalType}, for which there is no rule`];
    return pattern.test(name) ? [] : [`is a ${logicalType} whose name does not match ${pattern}`];
  }
  // A few bytes can claim an array or map of 2^31 elements, and decoding it would take the process down.
  return [`is of a type that flat records do not use: ${JSON.stringify(type)}`];
}

function unitFaults(name: string): readonly string[] {
  const known =
    numbers.named.some((n) => n === name) || numbers.suffixes.some((suffix) => name.endsWith(suffix));
  return known ? [] : [`is a number without a known unit in its name (${numbers.suffixes.join(", ")})`];
}

function kebab(pascalCase: string): string {
  return pascalCase.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
}
