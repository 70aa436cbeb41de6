import type { Kernel } from "../src/index.ts";

/**
 * A kernel run over closed bars as a live feed would have it: before each closes, two other states of it are peeked at,
 * and the closed one as well, which must be what `update` then answers.
 */
export function revisedRun<Input, Output>(
  kernel: Kernel<Input, Output, unknown>,
  inputs: readonly Input[],
): (Output | null)[] {
  return inputs.map((input, index) => {
    kernel.peek(inputs[(index * 7 + 3) % inputs.length] as Input);
    kernel.peek(inputs[Math.max(0, index - 1)] as Input);
    const peeked = kernel.peek(input);
    const updated = kernel.update(input);
    if (!isSame(peeked, updated)) {
      throw new Error(`bar ${index}: peek ${JSON.stringify(peeked)}, update ${JSON.stringify(updated)}`);
    }
    return updated;
  });
}

/** To the last bit; outputs are numbers or flat objects of numbers. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null) return Object.is(one, other);
  const [a, b] = [Object.entries(one), Object.entries(other as object)];
  return (
    a.length === b.length && a.every(([name, value], i) => b[i]?.[0] === name && Object.is(b[i][1], value))
  );
}
