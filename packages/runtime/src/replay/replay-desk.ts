import type { Broker } from "@tributary/kafka";
import type { Logger } from "pino";
import type { ProcessMetrics } from "../process/process-metrics.ts";
import type { PassageRecordsOptions } from "./passage-records.ts";
import type { Pack, Recording } from "./recording.ts";
import type { ReplayWeather } from "./replay-weather.ts";
import type { SignsOfLife } from "./signs-of-life.ts";

/** What the tenures of a replay have at hand, one after the other. */
export interface ReplayDesk<T> extends Omit<PassageRecordsOptions, "recording"> {
  readonly recording: Recording<T>;
  readonly pack: Pack<T>;
  readonly broker: Pick<Broker, "openTransactor" | "readPartition">;
  readonly log: Pick<Logger, "info" | "warn" | "debug">;
  readonly metrics: ProcessMetrics;
  readonly weather: ReplayWeather;
  readonly life: SignsOfLife;
  /** How long a transaction in hand may go on once the recording is to be handed over. */
  readonly handOverMs: number;
}

/** Of a recording, everywhere: its group's name, and what its records are fenced by. */
export const ownersGroup = (service: string, recording: string): string => `${service}.${recording}`;
export const transactionalId = (service: string, recording: string): string => `${service}-${recording}`;

const ids = /^[a-z0-9-]{1,64}$/;

/** Throws for an id that is not fit for a group's name or a key: a bug of the recording. */
export function assertRecordingId(id: string): void {
  if (!ids.test(id)) throw new Error(`the recording's id is ${JSON.stringify(id)}, expected ${ids.source}`);
}
