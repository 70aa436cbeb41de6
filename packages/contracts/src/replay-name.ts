/** What a replay's name tells. All null for a name of another form, which the contract allows other producers. */
export interface ReplayOrigin {
  /** Start of the run, milliseconds since the epoch. */
  readonly startedAt: number | null;
  /** First 8 hex digits of the file's. */
  readonly fingerprint: string | null;
  readonly run: number | null;
  readonly loop: number | null;
}

const form = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.([0-9a-f]{8})\.(\d+)\.(\d+)$/;

/** Reads `20261122T120304Z.5f2a9c1e.1.0`: start of the run, fingerprint, run, loop. */
export function replayOrigin(replay: string): ReplayOrigin {
  const [, year, month, day, hours, minutes, seconds, fingerprint, run, loop] = form.exec(replay) ?? [];
  const startedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  if (fingerprint === undefined || Number.isNaN(startedAt))
    return { startedAt: null, fingerprint: null, run: null, loop: null };
  return { startedAt, fingerprint, run: Number(run), loop: Number(loop) };
}

/** Whether replay `a` began before `b`, by their names; a total order, in which loop 10 follows loop 9. */
export function isOlder(a: string, b: string): boolean {
  const [orderA, orderB] = [orderOf(a), orderOf(b)];
  return orderA === orderB ? a < b : orderA < orderB;
}

/** The name as a text that sorts: its run and loop are numbers, and those of one run begin alike. */
const orderOf = (replay: string) =>
  replay.replace(/(?<=\.)\d+(?=\.|$)/g, (digits) => digits.padStart(16, "0"));
