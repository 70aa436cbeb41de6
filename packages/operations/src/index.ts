export { createOperations, type OperationsOptions } from "./create-operations.ts";
export type {
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterPlace,
  DeadLetterSelection,
  DeadLetterSummary,
  GroupState,
  Operations,
  PartitionLag,
  ResendReport,
  RowPlace,
} from "./operations.ts";
