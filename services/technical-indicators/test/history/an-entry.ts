import { type MarketIndicator, marketIndicator } from "@tributary/contracts";
import type { ViewEntry } from "@tributary/runtime";
import { opening } from "../an-indicator.ts";

/** The bar as a view holds it. */
export function anEntry(value: MarketIndicator, offset = 0, partition = 0): ViewEntry<MarketIndicator> {
  return {
    key: marketIndicator.key(value),
    value,
    eventTime: value.observedAt,
    partition,
    offset,
    appendedAt: opening,
    channels: [],
    enteredOffset: offset,
  };
}
