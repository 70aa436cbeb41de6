/**
 * An accident as mongo-sink reads it back: the fields of `road.accident.v1` by their names, where what is not known is
 * absent, instants are ISO texts, and place, state and source stand as MongoDB wants them.
 */
export interface AccidentDocument extends Readonly<Record<string, unknown>> {
  readonly _id: string;
  readonly severityLevel: number;
  readonly meta: { readonly state: string; readonly source?: string };
  /** GeoJSON: degrees east, degrees north. */
  readonly location: { readonly coordinates: readonly [longitude: number, latitude: number] };
  readonly record: {
    readonly partition: number;
    readonly offset: number;
    readonly appendedAt: string;
  };
}

/** An instant of a document, ms since the epoch; undefined where there is none. */
export function instantIn(value: unknown): number | undefined {
  const instant = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}
