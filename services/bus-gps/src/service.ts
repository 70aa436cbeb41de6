import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { defineProducer, type Emit, emit } from "@tributary/runtime";
import { config } from "./config.ts";
import { geojsonSource } from "./live/geojson-source.ts";
import { gtfsRealtimeSource } from "./live/gtfs-realtime-source.ts";
import { siriVmSource } from "./live/siri-vm-source.ts";
import type { PositionSource } from "./position-source.ts";
import { simulationSource } from "./simulation-source.ts";

const sources: Readonly<Record<"simulation" | "geojson" | "siri-vm" | "gtfs-rt", PositionSource>> = {
  simulation: simulationSource,
  geojson: geojsonSource,
  "siri-vm": siriVmSource,
  "gtfs-rt": gtfsRealtimeSource,
};

export const busGps = defineProducer({
  name: "bus-gps",
  summary: "Publishes where London's buses are: a simulated fleet on the real network, or a feed",
  config,
  outputs: [vehiclePosition],
  // Old positions are worth nothing once newer ones are there.
  whenFull: "drop-oldest",
  source: (context) => reports(sources[context.config.BUS_INPUT](context)),
});

async function* reports(positions: AsyncIterable<VehiclePosition>): AsyncGenerator<Emit> {
  for await (const position of positions) yield emit(vehiclePosition, position);
}
