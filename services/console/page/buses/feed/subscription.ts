import type { Box } from "../../map/map-view.ts";

/** What the page asks the feed for. */
export type Subscription =
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  | { readonly kind: "box"; readonly box: Box }
  | { readonly kind: "all" };

/** Beyond this width, degrees, a box holds most of the city, and the whole fleet is simpler. */
const WIDEST_BOX = 0.5;
/** Share of the viewport added on every side, so that short pans ask for nothing. */
const MARGIN = 0.35;

/**
 * What to ask for now; the subscription held is kept while it still covers what is seen and is not far too large:
 * lines when some are chosen, else the viewport with a margin, else everything.
 */
export function subscriptionFor(
  lines: readonly string[],
  view: Box,
  held: Subscription | undefined,
): Subscription {
  if (lines.length > 0) return { kind: "lines", lines: [...lines].sort() };
  const [west, south, east, north] = view;
  const width = east - west;
  const height = north - south;
  if (width > WIDEST_BOX) return { kind: "all" };
  if (held?.kind === "box" && covers(held.box, view) && held.box[2] - held.box[0] < width * 4) return held;
  const box: Box = [
    floor(west - width * MARGIN),
    floor(south - height * MARGIN),
    -floor(-east - width * MARGIN),
    -floor(-north - height * MARGIN),
  ];
  return { kind: "box", box };
}

/** The query of the stream's URL, without its question mark. */
export function queryOf(subscription: Subscription): string {
  if (subscription.kind === "all") return "";
  const [name, values] =
    subscription.kind === "lines" ? ["lines", subscription.lines] : ["bbox", subscription.box.map(degrees)];
  return `${name}=${values.map(encodeURIComponent).join(",")}`;
}

function covers(outer: Box, inner: Box): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

function floor(value: number): number {
  return Math.floor(value * 200) / 200;
}

function degrees(value: number): string {
  return value.toFixed(3);
}
