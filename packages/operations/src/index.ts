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
} from "./operations.ts";
