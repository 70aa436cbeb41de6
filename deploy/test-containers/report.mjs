const began = performance.now();
const results = { passed: 0, failed: 0 };

const seconds = () => `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`;

/** One line of what goes on. */
export function say(line) {
  process.stdout.write(`${seconds()}       ${line}\n`);
}

/** One line for each assertion, held or not; a failed one does not end the run. */
export function assert(sentence, holds, found) {
  results[holds ? "passed" : "failed"] += 1;
  const value = found === undefined ? "" : `: ${found}`;
  process.stdout.write(`${seconds()}  ${holds ? "ok  " : "FAIL"} ${sentence}${value}\n`);
  return holds;
}

export function totals() {
  return results;
}

/** Asks until the answer is not undefined, and hands that on. Undefined when the time is over. */
export async function until(ask, { timeoutMs = 60_000, everyMs = 250 } = {}) {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await ask().catch(() => undefined);
    if (found !== undefined) return found;
    if (performance.now() > end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
