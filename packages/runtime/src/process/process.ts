// biome-ignore-all lint/suspicious/noExplicitAny: processes over different types stand in one definition.
import type { FoldProcess } from "./fold.ts";
import type { MapProcess } from "./map.ts";
import type { SinkProcess } from "./sink.ts";

/** What a consumer does with the records of its inputs, in a group of the service's name. */
export type Process = MapProcess<any> | FoldProcess<any, any> | SinkProcess<any, any>;
