import type { MapView } from "../../map/map-view.ts";
import { fit, mapCanvas } from "../../map/sharp-canvas.ts";
import type { Accident } from "../feed/accident.ts";
import type { AccidentColors } from "./accident-colors.ts";

/** How long an arrival is marked, ms. */
const PULSE_MS = 150;
const [FROM_PIXELS, TO_PIXELS] = [3, 13];

/** A ring that opens where an accident has just come, and is gone after 150 ms; on a canvas of its own, for it is drawn each frame. */
export class PulseLayer {
  readonly #surface = mapCanvas("pulses");
  readonly #view: () => MapView;
  #colors: AccidentColors;
  #arrivals: readonly Accident[] = [];
  #startedAt = 0;
  #frame = 0;

  constructor(host: HTMLElement, colors: AccidentColors, view: () => MapView) {
    this.#colors = colors;
    this.#view = view;
    host.append(this.#surface.canvas);
  }

  recolor(colors: AccidentColors): void {
    this.#colors = colors;
  }

  mark(arrivals: readonly Accident[]): void {
    if (arrivals.length === 0) return;
    this.#arrivals = arrivals;
    this.#startedAt = performance.now();
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#arrivals = [];
    this.#clear();
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    const view = this.#view();
    const share = (performance.now() - this.#startedAt) / PULSE_MS;
    this.#clear();
    if (share >= 1) {
      this.#arrivals = [];
      return;
    }
    const { pen } = this.#surface;
    fit(this.#surface.canvas, view.width, view.height);
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.strokeStyle = this.#colors.accent;
    pen.globalAlpha = 1 - share;
    pen.lineWidth = 1.5;
    const radius = FROM_PIXELS + (TO_PIXELS - FROM_PIXELS) * share;
    pen.beginPath();
    for (const { x, y } of this.#arrivals) {
      const [left, top] = [x * view.scale - view.originX, y * view.scale - view.originY];
      pen.moveTo(left + radius, top);
      pen.arc(left, top, radius, 0, 2 * Math.PI);
    }
    pen.stroke();
    this.#frame = requestAnimationFrame(this.#draw);
  };

  #clear(): void {
    const { canvas, pen } = this.#surface;
    pen.resetTransform();
    pen.clearRect(0, 0, canvas.width, canvas.height);
  }
}
