import type { Topic } from "@tributary/contracts";
import type { Tenure } from "@tributary/kafka";
import type { ConnectOptions } from "../connect.ts";
import type { Context } from "../definition.ts";
import { DefinitionError } from "./definition-error.ts";
import { foldLanes } from "./fold-lanes.ts";
import type { Lane } from "./lane.ts";
import type { Process } from "./process.ts";
import type { Workshop } from "./workshop.ts";

/** Opens the lane of each tenure. */
export interface Lanes {
  readonly open: (tenure: Tenure, onProgress: () => void) => Lane;
  /** Closes what the lanes share; called when all of them have ended. */
  close(): Promise<void>;
}

export interface OpenLanesOptions {
  readonly workshop: Workshop;
  readonly context: Context;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of different values stand in one list.
  readonly inputs: readonly Topic<any>[];
  readonly connecting: ConnectOptions;
}

const nothing = () => Promise.resolve();

/** The lanes of a process, by its shape. */
export async function openLanes(process: Process, options: OpenLanesOptions): Promise<Lanes> {
  const { workshop, inputs } = options;
  if (process.kind === "fold") {
    const names = inputs.map(({ name }) => name);
    return { open: foldLanes(process, workshop, names), close: nothing };
  }
  throw new DefinitionError(`no lanes for ${process.kind}`);
}
