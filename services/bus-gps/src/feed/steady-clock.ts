/** Beyond this the machine's clock was set, or the machine slept: what the wall says is taken over at once. */
const toleratedMs = 500;

/**
 * The time of day without its small jumps: the wall clock read once, carried on by the monotonic clock.
 * @param wall milliseconds since the epoch; may jump
 * @param monotonic milliseconds; never jumps, may stand still while the machine sleeps
 */
export function steadyClock(wall: () => number, monotonic: () => number): () => number {
  let offset = wall() - monotonic();
  return () => {
    const behind = wall() - monotonic() - offset;
    if (Math.abs(behind) > toleratedMs) offset += behind;
    return monotonic() + offset;
  };
}
