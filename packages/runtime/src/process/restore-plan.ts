import { stateTopicName } from "@tributary/contracts";
import type { PositionMarker } from "./position-marker.ts";
import { StateLostError } from "./state-lost-error.ts";
import type { StoredState } from "./stored-state.ts";

/** What the group knows of one input's partition when it is assigned. */
export interface InputStart {
  readonly committed: number | undefined;
  readonly logStart: number;
}

export interface RestorePlan {
  /** Where to go on, by input. */
  readonly markers: ReadonlyMap<string, PositionMarker>;
  /** Why the state is dropped and counted anew from the start of the inputs, or undefined when it is used as it is. */
  readonly rebuild: string | undefined;
}

export interface RestoreOptions {
  readonly group: string;
  readonly partition: number;
  /** The version of states the code writes. */
  readonly version: number;
  /** By input: those of the definition, no more and no fewer. */
  readonly inputs: ReadonlyMap<string, InputStart>;
}

type Stored = Pick<StoredState<unknown>, "states" | "markers" | "unreadable">;

/**
 * Decides from what the state topic holds where a fold's partition goes on. Where the state is gone or cannot be used
 * it is counted anew, provided the inputs still hold every record it was counted from; else a `StateLostError` says
 * what is lost.
 */
export function restorePlan(stored: Stored, options: RestoreOptions): RestorePlan {
  const { inputs } = options;
  const reason = whyUnusable(stored, options);
  if (reason === undefined) {
    const markers = [...inputs].map(([input, start]) => [
      input,
      stored.markers.get(input) ?? fromStart(start.logStart),
    ]);
    return { markers: new Map(markers as [string, PositionMarker][]), rebuild: undefined };
  }
  const short = [...inputs].filter(([input, { logStart, committed }]) => {
    // Never counted from: there is nothing of it in the state.
    if (!stored.markers.has(input) && committed === undefined && isTraceable(stored)) return false;
    return logStart > (stored.markers.get(input)?.begin ?? 0);
  });
  if (short.length > 0) throw new StateLostError(lossOf(reason, short, stored, options));
  const markers = [...inputs].map(([input, { logStart }]) => [input, fromStart(logStart)] as const);
  return { markers: new Map(markers), rebuild: reason };
}

/** Whether the markers tell of every input the state was counted from; committed offsets may have expired. */
const isTraceable = ({ states, markers, unreadable }: Stored) =>
  markers.size > 0 || states.size + unreadable.size === 0;

const fromStart = (logStart: number): PositionMarker => ({ position: logStart, begin: logStart });

function whyUnusable({ states, markers, unreadable }: Stored, options: RestoreOptions): string | undefined {
  const { version, inputs } = options;
  if (unreadable.size > 0) {
    const written = new Set([...unreadable.values()].map((state) => state.version));
    const versions = [...written].sort().join(", ");
    return `${unreadable.size} states are of version ${versions}, which this service (version ${version}) cannot read`;
  }
  const broken = [...markers].find(([, marker]) => marker === undefined)?.[0];
  if (broken !== undefined) return `the position in ${broken} is in a form this service cannot read`;
  if ([...markers.values()].some((marker) => marker?.isDropping === true))
    return "its states were being dropped when that was interrupted";
  if (states.size > 0 && markers.size === 0)
    return "there are states, but no position they were counted up to";
  for (const [input, { committed = 0, logStart }] of inputs) {
    if (markers.has(input)) continue;
    // Committed at the log's start: somebody has set the group back on purpose, or it has not begun.
    if (committed > 0 && committed !== logStart)
      return `the group has committed offset ${committed} of ${input}, but there is no state`;
  }
  return undefined;
}

function lossOf(
  reason: string,
  short: readonly (readonly [string, InputStart])[],
  { markers }: Stored,
  { group, partition }: RestoreOptions,
): string {
  const gone = short
    .map(([input, { logStart }]) => {
      const begin = markers.get(input)?.begin ?? 0;
      return `${input} begins at offset ${logStart} by now, and it was counted from ${begin}`;
    })
    .join("; ");
  return (
    `The state of ${group}, partition ${partition}, cannot be restored: ${reason}; nor can it be counted anew: ${gone}. ` +
    `Either run a version that reads ${stateTopicName(group)} as it is, or accept the loss: ` +
    `stop ${group}, delete its consumer group and make ${stateTopicName(group)} anew; it then counts what the inputs still hold.`
  );
}
