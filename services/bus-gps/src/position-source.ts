import type { VehiclePosition } from "@tributary/contracts";
import type { Context } from "@tributary/runtime";
import type { config } from "./config.ts";

/** One way to come by positions. Ends only when the context's signal aborts; throws only what no waiting mends. */
export type PositionSource = (context: Context<typeof config>) => AsyncIterable<VehiclePosition>;
