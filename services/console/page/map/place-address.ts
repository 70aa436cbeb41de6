/** What part of a map is seen, as the address has it: `z=13&at=51.5074,-0.1278`. */
export interface PlaceAddress {
  readonly zoom: number | undefined;
  readonly center: readonly [latitude: number, longitude: number] | undefined;
}

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readPlace(query: URLSearchParams): PlaceAddress {
  const zoom = Number(query.get("z") ?? Number.NaN);
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = (query.get("at") ?? "")
    .split(",")
    .map(Number);
  const isPlace = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && more.length === 0;
  return {
    zoom: zoom >= 0 && zoom <= 19 ? zoom : undefined,
    center: isPlace && query.get("at") !== "" ? [latitude, longitude] : undefined,
  };
}

/** The names to note; null for what is not there. */
export function writePlace({ zoom, center }: PlaceAddress): { z: string | null; at: string | null } {
  return {
    z: zoom === undefined ? null : String(Number(zoom.toFixed(2))),
    at: center === undefined ? null : center.map((degrees) => degrees.toFixed(4)).join(","),
  };
}
