import { penOf } from "../../map/sharp-canvas.ts";
import type { MapColors } from "./map-colors.ts";

/** Headings are rounded to this many directions: 10 degrees. */
const HEADINGS = 36;
const RADIUS = 11;
/** Side of a bullet's square, CSS pixels: the bullet, its nose and a pixel of rim. */
export const BULLET = 36;
const DOT = 8;
const LABEL_WIDTH = 26;
const LABEL_HEIGHT = 12;

/**
 * All small pictures of the map on one canvas: bullets by tint and heading, dots by tint, line numbers as they are
 * first needed. Turned once here, so that a frame is nothing but plain copies. Fresh bullets are filled, stale ones
 * hollow.
 */
export class SpriteAtlas {
  readonly #canvas = document.createElement("canvas");
  readonly #pen: CanvasRenderingContext2D;
  readonly #colors: MapColors;
  readonly #density: number;
  readonly #labels = new Map<string, number>();
  readonly #labelsTop: number;
  readonly #labelsAcross: number;

  constructor(colors: MapColors, density: number) {
    this.#colors = colors;
    this.#density = density;
    const width = (HEADINGS + 2) * BULLET;
    this.#labelsTop = colors.tints.length * 2 * BULLET;
    this.#labelsAcross = Math.floor(width / LABEL_WIDTH);
    this.#canvas.width = Math.round(width * density);
    // Room for 1,600 line numbers, fresh and stale; London has 700.
    this.#canvas.height = Math.round((this.#labelsTop + 32 * LABEL_HEIGHT) * density);
    this.#pen = penOf(this.#canvas);
    this.#pen.scale(density, density);
    colors.tints.forEach((tint, index) => {
      this.#drawRow(index * 2, tint, true);
      this.#drawRow(index * 2 + 1, tint, false);
    });
  }

  /** @param bearing degrees, or null for a bullet without a nose */
  bullet(
    pen: CanvasRenderingContext2D,
    tint: number,
    fresh: boolean,
    bearing: number | null,
    x: number,
    y: number,
  ) {
    const column = bearing === null ? HEADINGS : Math.round((bearing / 360) * HEADINGS) % HEADINGS;
    this.#copy(pen, column * BULLET, (tint * 2 + (fresh ? 0 : 1)) * BULLET, BULLET, BULLET, x, y);
  }

  dot(pen: CanvasRenderingContext2D, tint: number, fresh: boolean, x: number, y: number) {
    this.#copy(pen, (HEADINGS + 1) * BULLET, (tint * 2 + (fresh ? 0 : 1)) * BULLET, DOT, DOT, x, y);
  }

  label(pen: CanvasRenderingContext2D, text: string, fresh: boolean, x: number, y: number) {
    const place = this.#labelPlace(text, fresh);
    const column = (place % this.#labelsAcross) * LABEL_WIDTH;
    const row = this.#labelsTop + Math.floor(place / this.#labelsAcross) * LABEL_HEIGHT;
    this.#copy(pen, column, row, LABEL_WIDTH, LABEL_HEIGHT, x, y);
  }

  /** Source and target on whole device pixels: a plain copy, and crisp. */
  #copy(
    pen: CanvasRenderingContext2D,
    fromX: number,
    fromY: number,
    width: number,
    height: number,
    x: number,
    y: number,
  ) {
    const density = this.#density;
    const left = Math.round((x - width / 2) * density) / density;
    const top = Math.round((y - height / 2) * density) / density;
    pen.drawImage(
      this.#canvas,
      fromX * density,
      fromY * density,
      width * density,
      height * density,
      left,
      top,
      width,
      height,
    );
  }

  #drawRow(row: number, tint: string, fresh: boolean): void {
    const pen = this.#pen;
    for (let column = 0; column <= HEADINGS; column++) {
      pen.save();
      pen.translate(column * BULLET + BULLET / 2, row * BULLET + BULLET / 2);
      if (column < HEADINGS) pen.rotate((column / HEADINGS) * 2 * Math.PI);
      pen.beginPath();
      if (column < HEADINGS) {
        pen.moveTo(0, -RADIUS - 5.5);
        pen.lineTo(6, -RADIUS + 2);
        pen.arc(0, 0, RADIUS, -0.96, Math.PI + 0.96);
        pen.lineTo(-6, -RADIUS + 2);
        pen.closePath();
      } else pen.arc(0, 0, RADIUS, 0, 2 * Math.PI);
      this.#fill(tint, fresh, 1.5);
      pen.restore();
    }
    pen.save();
    pen.translate((HEADINGS + 1) * BULLET + DOT / 2, row * BULLET + DOT / 2);
    pen.beginPath();
    pen.arc(0, 0, fresh ? 3 : 2.5, 0, 2 * Math.PI);
    this.#fill(tint, fresh, fresh ? 0.8 : 1);
    pen.restore();
  }

  #fill(tint: string, fresh: boolean, rim: number): void {
    const pen = this.#pen;
    pen.lineJoin = "round";
    pen.fillStyle = fresh ? tint : this.#colors.land;
    pen.strokeStyle = fresh ? this.#colors.halo : this.#colors.faded;
    pen.lineWidth = rim;
    pen.fill();
    pen.stroke();
  }

  #labelPlace(text: string, fresh: boolean): number {
    const key = `${fresh ? "" : "-"}${text}`;
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const place = this.#labels.size;
    this.#labels.set(key, place);
    const pen = this.#pen;
    const size = [11, 11, 11, 10, 8][text.length] ?? 7;
    pen.font = `650 ${size}px "Inter Variable", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.fillStyle = fresh ? this.#colors.onTint : this.#colors.faded;
    const x = (place % this.#labelsAcross) * LABEL_WIDTH + LABEL_WIDTH / 2;
    const y = this.#labelsTop + Math.floor(place / this.#labelsAcross) * LABEL_HEIGHT + LABEL_HEIGHT / 2;
    pen.fillText(text, x, y + size * 0.364, LABEL_WIDTH - 3);
    return place;
  }
}
