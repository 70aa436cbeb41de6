/**
 * Runs parts side by side until all have ended. When one fails, or `signal` aborts, the others are told to stop, and
 * awaited; then it rejects with the first failure that is not the stop itself.
 */
export async function together(
  signal: AbortSignal,
  parts: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const failures: unknown[] = [];
  const watched = parts.map((part) =>
    part(either).catch((error: unknown) => {
      if (error !== either.reason) failures.push(error);
      failure.abort();
    }),
  );
  await Promise.all(watched);
  if (failures.length > 0) throw failures[0];
}
