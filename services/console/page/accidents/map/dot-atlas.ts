import { penOf } from "../../map/sharp-canvas.ts";
import { type Severity, severities } from "../severity.ts";
import type { AccidentColors } from "./accident-colors.ts";

/** Radius of a dot by severity, CSS pixels: size tells it as well as colour and shape do. */
const dotRadius: Readonly<Record<Severity, number>> = { 1: 2.6, 2: 3, 3: 4.2, 4: 5.2 };
/** From the newest of the window to its oldest. */
const STRENGTHS = [1, 0.85, 0.7, 0.55] as const;
export const AGES = STRENGTHS.length;
const CELL = 18;

/** Dots of each severity and age, drawn once and copied from then on. */
export class DotAtlas {
  readonly #canvas = document.createElement("canvas");
  readonly #density: number;

  constructor(colors: AccidentColors, density: number) {
    this.#density = density;
    this.#canvas.width = CELL * density * AGES;
    this.#canvas.height = CELL * density * severities.length;
    const pen = penOf(this.#canvas);
    pen.scale(density, density);
    for (const [row, severity] of severities.entries()) {
      for (const [column, strength] of STRENGTHS.entries()) {
        pen.globalAlpha = strength;
        drawDot(pen, severity, CELL * (column + 0.5), CELL * (row + 0.5), colors);
      }
    }
  }

  /** @param age 0 newest to `AGES` − 1 */
  stamp(pen: CanvasRenderingContext2D, severity: number, age: number, x: number, y: number): void {
    const size = CELL * this.#density;
    const [left, top] = [Math.round(x * this.#density - size / 2), Math.round(y * this.#density - size / 2)];
    pen.drawImage(this.#canvas, age * size, (severity - 1) * size, size, size, left, top, size, size);
  }
}

/** Severity 1 is a ring, 2 and 3 are discs, 4 a ring around a bright core; each larger than the one before. */
function drawDot(
  pen: CanvasRenderingContext2D,
  severity: Severity,
  x: number,
  y: number,
  colors: AccidentColors,
): void {
  const color = colors.severities[severity - 1] as string;
  const radius = dotRadius[severity];
  const circle = (r: number) => {
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
  };
  pen.fillStyle = color;
  pen.strokeStyle = severity === 1 ? color : colors.land;
  pen.lineWidth = severity === 1 ? 1.4 : 1;
  if (severity === 4) {
    pen.strokeStyle = color;
    pen.lineWidth = 1.8;
    circle(radius);
    pen.stroke();
    circle(2.6);
    pen.fill();
    return;
  }
  circle(radius);
  if (severity !== 1) pen.fill();
  pen.stroke();
}
