import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import type { SkipReason } from "./skip-reason.ts";

/** One record of a feed, read: a position, or why there is none. */
export type FeedRecord = { readonly position: VehiclePosition } | { readonly skipped: SkipReason };

/** Turns the bytes of one document into its records, as they come. */
export type FeedReader = (body: AsyncIterable<Uint8Array>) => AsyncIterable<FeedRecord>;

/** The record of a position read from elsewhere, unless the contract says that it cannot be true. */
export function checked(position: VehiclePosition): FeedRecord {
  return vehiclePosition.fault(position) === undefined ? { position } : { skipped: "out_of_range" };
}

/** "operator:vehicle" as the contract asks: neither part holds what parts them. */
export function vehicleIdOf(operator: string, vehicle: string): string {
  return `${operator.trim().replace(/[:\s]+/g, "-")}:${vehicle.trim()}`;
}
