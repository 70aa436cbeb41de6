import type { Logger } from "pino";
import type { ViewWatcher } from "./view-changes.ts";
import type { ViewRecord } from "./view-record.ts";

/** How far which log is known: everything before the next offset of each partition. */
export interface LogPlace {
  readonly epoch: string;
  readonly position: readonly number[];
}

/**
 * What one replica keeps of a view's log beyond its own life, such as in a file: it watches the view and holds all that it
 * is told, with the view's progress, so that the next life reads only what is new. What is told while the log is read may
 * be ahead of the progress; it comes again then, and must change nothing.
 */
export interface ViewArchive<T> extends ViewWatcher<T> {
  /** Opens it, once however often it is called; answers what it holds, or undefined when that is nothing. */
  open(log: Logger): Promise<LogPlace | undefined>;
  /**
   * Hands out of each group of the window the newest, a slice at a time. Answers false when it cannot: it is empty then.
   * Only called when the log is that of `open`.
   */
  restore(take: (records: readonly ViewRecord<T>[]) => void): Promise<boolean>;
  /** From now on it watches; drops what it holds of another log. `progress` goes on while the log is read. */
  begin(progress: LogPlace): Promise<void>;
  /** Resolves when it can take more. */
  ready(): Promise<void>;
  /** Keeps what it was told; does nothing when it was not opened. */
  close(): Promise<void>;
}
