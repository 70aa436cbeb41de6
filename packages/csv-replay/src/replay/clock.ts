/** Time as a replay sees it; a test hands in one that it turns by hand. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch: for names and reports, never for durations. */
  now(): number;
  /** Milliseconds that only go forward. */
  monotonic(): number;
  /** Calls back once `monotonic` has reached `at`, and answers how to call that off. */
  wakeAt(at: number, callback: () => void): () => void;
}

/** Beyond 2^31 - 1 ms `setTimeout` fires at once, so a longer wait is made of several. */
const longestTimerMs = 2 ** 30;

export function systemClock(now: () => number): Clock {
  const monotonic = () => performance.now();
  return {
    now,
    monotonic,
    wakeAt(at, callback) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const rest = at - monotonic();
        if (rest <= 0) callback();
        else timer = setTimeout(arm, Math.min(Math.ceil(rest), longestTimerMs));
      };
      timer = setTimeout(arm, Math.min(Math.max(0, Math.ceil(at - monotonic())), longestTimerMs));
      return () => clearTimeout(timer);
    },
  };
}
