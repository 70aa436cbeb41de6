/** One vehicle as the feed last told it. Instants are ms by the server's clock. */
export interface Vehicle {
  readonly vehicleId: string;
  readonly line: string | null;
  readonly direction: string | null;
  readonly destination: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly bearingDegrees: number | null;
  readonly speedMetersPerSecond: number | null;
  /** The fix, by the vehicle's clock. */
  readonly observedAt: number;
  /** When the log took it, by the broker's clock. */
  readonly appendedAt: number;
  readonly nextStopId: string | null;
  readonly delaySeconds: number | null;
  readonly occupancy: string | null;
}

/** Without a fix for so long a vehicle counts as stale, ms. */
export const STALE_AFTER_MS = 60_000;
