/** How rows follow each other. `speed` 10: ten seconds of event time a second. `rate`: rows a second, whatever their times. */
export type Pace =
  | { readonly by: "speed"; readonly speed: number }
  | { readonly by: "rate"; readonly rowsPerSecond: number }
  | { readonly by: "max" };

/**
 * `waiting`: another instance owns the file. `preparing`: fingerprint or sorting. `finished`: all rows are in the log.
 */
export type ReplayState = "waiting" | "preparing" | "running" | "paused" | "finished" | "failed";

/** What `GET /replay` answers, each event of `GET /replay/events` carries, and the terminal shows. Instants in ms since the epoch. */
export interface ReplayStatus {
  readonly state: ReplayState;
  /** In words, where the state needs them: what is waited for, why it failed, share prepared. */
  readonly detail: string | null;
  readonly file: string;
  readonly fingerprint: string;
  readonly dataset: string;
  /** Name of the replay as its records carry it; null before it has begun. */
  readonly replay: string | null;
  readonly run: number;
  readonly loop: number;
  readonly pace: Pace;
  readonly gapCapMs: number | null;
  readonly isLooping: boolean;
  /** Event time of the last row written, as sent (after a rebase). */
  readonly eventTime: number | null;
  readonly firstEventTime: number | null;
  readonly lastEventTime: number | null;
  /** Rows of this run and loop that are in the log for good; read = sent + buried, always. */
  readonly rows: {
    readonly read: number;
    readonly sent: number;
    readonly buried: number;
    /** Out of --from and --to, or jumped over by a seek: not read. */
    readonly skipped: number;
    readonly late: number;
    readonly outliers: number;
  };
  /** Over the last five seconds. */
  readonly rowsPerSecond: number;
  /** 0 to 1, null where the length is not known. */
  readonly share: number | null;
  readonly remainingSeconds: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** The service's clock. */
  readonly clock: number;
}
