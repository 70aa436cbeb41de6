import { isDeepStrictEqual } from "node:util";
import { type MarketIndicator, marketIndicator } from "@tributary/contracts";

/** Keys whose newest record is not, bit for bit, what it is due to be; and those of which none is due. */
export function wrongKeys(
  newest: ReadonlyMap<string, MarketIndicator>,
  due: readonly MarketIndicator[],
): string[] {
  const dueKeys = new Set(due.map(marketIndicator.key));
  // A decoded record is of a class of its own, which is no difference.
  const wrong = due.filter((one) => !isDeepStrictEqual({ ...newest.get(marketIndicator.key(one)) }, one));
  return [...wrong.map(marketIndicator.key), ...[...newest.keys()].filter((key) => !dueKeys.has(key))];
}
