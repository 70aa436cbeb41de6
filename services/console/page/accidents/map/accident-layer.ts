import type { MapView } from "../../map/map-view.ts";
import { fit, mapCanvas } from "../../map/sharp-canvas.ts";
import type { WorldPoint } from "../../map/world-point.ts";
import type { Accident } from "../feed/accident.ts";
import type { Selection } from "../selection.ts";
import { severities } from "../severity.ts";
import type { AccidentColors } from "./accident-colors.ts";
import { CELL_LEVELS, cellLevel, scaleEnd } from "./cell-scale.ts";
import { AGES, DotAtlas } from "./dot-atlas.ts";
import { type Cell, type Dot, type MapPicture, pictureOf } from "./map-picture.ts";

/** Two digits need so much room from a cell's middle, CSS pixels, and each more of them that much more. */
const ROOM_PIXELS = 9;
const DIGIT_PIXELS = 2.5;
/** The least cell, as a share of the largest. */
const LEAST_SIZE = 0.7;

/** What was drawn last, and where. */
export interface DrawnPicture extends MapPicture {
  readonly view: MapView;
  /** The end of the cells' scale, in accidents. */
  readonly end: number;
}

/** Draws the accidents: cells below, dots above them, the selected one ringed. */
export class AccidentLayer {
  readonly #surface = mapCanvas("accidents-layer");
  #colors: AccidentColors;
  #density = devicePixelRatio;
  #atlas: DotAtlas;
  #drawn: DrawnPicture | undefined;

  constructor(host: HTMLElement, colors: AccidentColors) {
    this.#colors = colors;
    this.#atlas = new DotAtlas(colors, this.#density);
    host.append(this.#surface.canvas);
  }

  get drawn(): DrawnPicture | undefined {
    return this.#drawn;
  }

  recolor(colors: AccidentColors): void {
    this.#colors = colors;
    this.#density = devicePixelRatio;
    this.#atlas = new DotAtlas(colors, this.#density);
  }

  draw(
    accidents: Iterable<Accident>,
    selection: Selection | undefined,
    view: MapView,
    selected: WorldPoint | undefined,
  ): void {
    if (this.#density !== devicePixelRatio) this.recolor(this.#colors);
    const { canvas, pen } = this.#surface;
    if (!fit(canvas, view.width, view.height)) {
      pen.resetTransform();
      pen.clearRect(0, 0, canvas.width, canvas.height);
    }
    const picture = pictureOf(accidents, selection, view);
    const end = scaleEnd(picture.cells.map(({ count }) => count));
    this.#drawn = { ...picture, view, end };
    pen.setTransform(this.#density, 0, 0, this.#density, 0, 0);
    this.#cells(pen, picture, end);
    pen.resetTransform();
    this.#dots(pen, picture.dots, selection);
    if (selected === undefined) return;
    pen.setTransform(this.#density, 0, 0, this.#density, 0, 0);
    this.#ring(pen, selected.x * view.scale - view.originX, selected.y * view.scale - view.originY);
  }

  /** The dot nearest to a place, within so many pixels. */
  dotAt(x: number, y: number, reach: number): Dot | undefined {
    let nearest: Dot | undefined;
    let least = reach;
    for (const dot of this.#drawn?.dots ?? []) {
      const distance = Math.hypot(dot.x - x, dot.y - y);
      if (distance <= least) [nearest, least] = [dot, distance];
    }
    return nearest;
  }

  cellAt(x: number, y: number): Cell | undefined {
    const radius = this.#drawn?.radius ?? 0;
    return this.#drawn?.cells.find((cell) => Math.hypot(cell.x - x, cell.y - y) <= radius * 0.9);
  }

  #cells(pen: CanvasRenderingContext2D, { cells, radius }: MapPicture, end: number): void {
    pen.font = '600 10px "Inter Variable", sans-serif';
    pen.letterSpacing = "-0.02em";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (let level = 0; level < CELL_LEVELS; level++) {
      const own = cells.filter(({ count }) => cellLevel(count, end) === level);
      const size = radius * (LEAST_SIZE + ((1 - LEAST_SIZE) * level) / (CELL_LEVELS - 1)) - 0.75;
      const { fill, ink } = this.#colors.cells[level] as AccidentColors["cells"][number];
      pen.beginPath();
      for (const { x, y } of own) traceHex(pen, x, y, size);
      pen.fillStyle = fill;
      pen.fill();
      pen.fillStyle = ink;
      for (const { x, y, count } of own) {
        const text = cellText(count);
        if (size >= ROOM_PIXELS + (text.length - 2) * DIGIT_PIXELS) pen.fillText(text, x, y + 0.5);
      }
    }
  }

  #dots(pen: CanvasRenderingContext2D, dots: readonly Dot[], selection: Selection | undefined): void {
    if (selection === undefined) return;
    const length = selection.until - selection.since;
    // The severest are drawn last, so that nothing lies on them.
    for (const severity of severities) {
      for (const { accident, x, y } of dots) {
        if (accident.severityLevel !== severity) continue;
        const age = Math.floor(((selection.until - accident.startedAt) / length) * AGES);
        this.#atlas.stamp(pen, severity, Math.min(AGES - 1, age), x, y);
      }
    }
  }

  #ring(pen: CanvasRenderingContext2D, x: number, y: number): void {
    for (const [color, width] of [
      [this.#colors.land, 5],
      [this.#colors.ink, 2],
    ] as const) {
      pen.beginPath();
      pen.arc(x, y, 11, 0, 2 * Math.PI);
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.stroke();
    }
  }
}

/** `87`, `1.2k`: what a cell has room for; the list beside the map has the numbers. */
function cellText(count: number): string {
  if (count < 1_000) return String(count);
  return `${(count / 1_000).toFixed(count < 10_000 ? 1 : 0)}k`;
}

function traceHex(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const half = (Math.sqrt(3) / 2) * radius;
  pen.moveTo(x, y - radius);
  pen.lineTo(x + half, y - radius / 2);
  pen.lineTo(x + half, y + radius / 2);
  pen.lineTo(x, y + radius);
  pen.lineTo(x - half, y + radius / 2);
  pen.lineTo(x - half, y - radius / 2);
  pen.closePath();
}
