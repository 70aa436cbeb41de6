import type { Tenure } from "@tributary/kafka";
import type { FoldProcess } from "./fold.ts";
import { FoldDesk } from "./fold-desk.ts";
import { FoldLane } from "./fold-lane.ts";
import type { Lane } from "./lane.ts";
import type { Workshop } from "./workshop.ts";

/** Opens the lanes of a fold; those of one partition number, whatever their input, share one state. */
export function foldLanes<T, S>(
  process: FoldProcess<T, S>,
  workshop: Workshop,
  inputs: readonly string[],
): (tenure: Tenure, onProgress: () => void) => Lane {
  const desks = new Map<number, FoldDesk<S>>();
  return (tenure, onProgress) => {
    const desk = desks.get(tenure.partition) ?? new FoldDesk<S>(inputs);
    desks.set(tenure.partition, desk);
    return new FoldLane({ workshop, process, desk, tenure, onProgress });
  };
}
