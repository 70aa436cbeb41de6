/**
 * An accident as mongo-sink reads it back: what is not known is absent. Names and units are those of the contract
 * (`road.accident.v1`); instants are ISO texts or ms since the epoch.
 */
export interface AccidentDocument extends Readonly<Record<string, unknown>> {
  readonly _id: string;
}

/** An instant of a document, ms since the epoch; undefined where there is none. */
export function instantIn(value: unknown): number | undefined {
  const instant = typeof value === "string" ? Date.parse(value) : value;
  return typeof instant === "number" && Number.isFinite(instant) ? instant : undefined;
}
