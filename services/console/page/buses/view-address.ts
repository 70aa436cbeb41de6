import { type PlaceAddress, readPlace } from "../map/place-address.ts";

/** What of the Buses page is in the address. */
export interface ViewAddress extends PlaceAddress {
  readonly lines: readonly string[];
  readonly vehicle: string | undefined;
}

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readViewAddress(query: URLSearchParams): ViewAddress {
  return {
    lines: [...new Set((query.get("lines") ?? "").split(",").filter((line) => line !== ""))],
    vehicle: query.get("vehicle") ?? undefined,
    ...readPlace(query),
  };
}
