/** An accident as the feed tells it, and where it is on the map. */
export interface Accident {
  readonly accidentId: string;
  readonly replay: string;
  /** Two capitals. */
  readonly state: string;
  readonly city: string | null;
  /** 1 to 4. */
  readonly severityLevel: number;
  /** Instant, ms since the epoch. */
  readonly startedAt: number;
  readonly latitude: number;
  readonly longitude: number;
  /** World coordinates. */
  readonly x: number;
  readonly y: number;
}
