export { attribution, loadNetwork, type Network, networkOf } from "./network.ts";
export { type Path, type PointOnPath, type Position, pathOf, pointAt } from "./path.ts";
export type { Call, Direction, Run } from "./run.ts";
export type { SourceTables, Stop } from "./source-tables.ts";
