import realtime from "gtfs-realtime-bindings";
import { DocumentError } from "./document-error.ts";
import type { FeedReader } from "./feed-record.ts";
import { gtfsVehicleRecord } from "./gtfs-vehicle.ts";

/**
 * Reads a GTFS-Realtime feed of vehicle positions. Protobuf can only be decoded whole, and one wrong byte may
 * spoil it all: the document is one DocumentError then.
 * @param operator goes before the vehicles' ids, which are unique only within their agency
 */
export function gtfsRealtimeReader(operator: string): FeedReader {
  return async function* (body) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const { header, entity } = decoded(Buffer.concat(chunks));
    for (const { vehicle, isDeleted } of entity) {
      if (vehicle && !isDeleted) yield gtfsVehicleRecord(vehicle, header.timestamp, operator);
    }
  };
}

function decoded(bytes: Uint8Array) {
  try {
    return realtime.transit_realtime.FeedMessage.decode(bytes);
  } catch (cause) {
    throw new DocumentError("malformed", "not a GTFS-Realtime FeedMessage", { cause });
  }
}
