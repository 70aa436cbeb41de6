/** What of the Buses page is in the address. */
export interface ViewAddress {
  readonly lines: readonly string[];
  readonly vehicle: string | undefined;
  readonly zoom: number | undefined;
  readonly center: readonly [latitude: number, longitude: number] | undefined;
}

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readViewAddress(query: URLSearchParams): ViewAddress {
  const zoom = Number(query.get("z") ?? Number.NaN);
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = (query.get("at") ?? "")
    .split(",")
    .map(Number);
  const isPlace = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && more.length === 0;
  return {
    lines: [...new Set((query.get("lines") ?? "").split(",").filter((line) => line !== ""))],
    vehicle: query.get("vehicle") ?? undefined,
    zoom: zoom >= 0 && zoom <= 19 ? zoom : undefined,
    center: isPlace && query.get("at") !== "" ? [latitude, longitude] : undefined,
  };
}

/** The names to note; null for what is not there. */
export function writeViewAddress(view: ViewAddress): Record<string, string | null> {
  return {
    lines: view.lines.length === 0 ? null : view.lines.join(","),
    vehicle: view.vehicle ?? null,
    z: view.zoom === undefined ? null : String(Number(view.zoom.toFixed(2))),
    at: view.center === undefined ? null : view.center.map((degrees) => degrees.toFixed(4)).join(","),
  };
}
