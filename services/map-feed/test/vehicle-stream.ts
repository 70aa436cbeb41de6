import { EventStream } from "@tributary/testing";

/** A vehicle as a stream tells it, of its columns those the tests look at. */
export interface VehicleRow {
  readonly vehicleId: string;
  readonly line: string | null;
  readonly latitude: number;
  readonly observedAt: number;
  readonly appendedAt: number;
}

/** Opens `GET /vehicles/stream`; it shows what `GET /vehicles` would. */
export function vehicleStream(url: string, lastEventId?: string) {
  return EventStream.open(
    url,
    { key: (row: VehicleRow) => row.vehicleId, show: (row: VehicleRow) => row },
    lastEventId,
  );
}
