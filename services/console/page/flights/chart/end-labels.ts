import type uPlot from "uplot";
import { spread } from "./spread.ts";

/** Room right of the plot for the names of lines that reach its end, CSS pixels. */
export const GUTTER = 72;
/** The same where there is room for their codes alone. */
export const NARROW_GUTTER = 30;
const LINE_HEIGHT = 15;
const FONT_SIZE = 12;

export interface EndLabel {
  readonly text: string;
  /** Value at the line's end. */
  readonly height: number;
  readonly color: string;
}

/** Names each line where it ends, on canvas, kept apart from one another. */
export function drawEndLabels(plot: uPlot, day: number, labels: readonly EndLabel[], halo: string): void {
  const { ctx: pen, bbox } = plot;
  const density = bbox.width / Math.max(1, plot.over.clientWidth);
  const x = plot.valToPos(day, "x", true) + 7 * density;
  const half = (LINE_HEIGHT / 2) * density;
  const wanted = labels.map(({ height }) => plot.valToPos(height, "y", true));
  const places = spread(wanted, LINE_HEIGHT * density, bbox.top + half, bbox.top + bbox.height - half);
  pen.save();
  pen.font = `600 ${FONT_SIZE * density}px "Inter Variable", system-ui, sans-serif`;
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.lineJoin = "round";
  pen.lineWidth = 4 * density;
  pen.strokeStyle = halo;
  for (const [index, { text, color }] of labels.entries()) {
    const y = places[index] ?? 0;
    pen.strokeText(text, x, y);
    pen.fillStyle = color;
    pen.fillText(text, x, y);
  }
  pen.restore();
}
