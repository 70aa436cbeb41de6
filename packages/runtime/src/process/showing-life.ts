/** Calls `onProgress` every second until `doing` has settled: a wait with an end of its own is no hang. */
export async function showingLife<R>(onProgress: () => void, doing: () => Promise<R>): Promise<R> {
  const ticking = setInterval(onProgress, 1_000).unref();
  try {
    return await doing();
  } finally {
    clearInterval(ticking);
  }
}
