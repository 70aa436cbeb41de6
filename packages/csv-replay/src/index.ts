export { type Dataset, type Layout, type Order, type Origin, RowFault } from "./dataset.ts";
export type { RowGenerator } from "./reading/row-generator.ts";
export type { Pace, ReplayState, ReplayStatus } from "./replay-status.ts";
export { InputError, type ReadRow, type RowCursor, type RowPosition, type RowSource } from "./row-source.ts";
