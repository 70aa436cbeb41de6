import type { MapView } from "../../map/map-view.ts";
import { fit, mapCanvas } from "../../map/sharp-canvas.ts";
import { STALE_AFTER_MS } from "../feed/vehicle.ts";
import type { Bus } from "../fleet.ts";
import type { MapColors } from "./map-colors.ts";
import { drawRing, drawSelection, type Selection } from "./selection-drawing.ts";
import { SpriteAtlas } from "./sprite-atlas.ts";

/** From this zoom a bus has a number and a nose; below it is a dot. */
export const BULLET_ZOOM = 13;

/** A bus as last drawn, in CSS pixels of the map. */
export interface DrawnBus {
  readonly bus: Bus;
  readonly x: number;
  readonly y: number;
}

type TintOf = (line: string | null) => number;

export interface FleetPicture {
  readonly view: MapView;
  readonly buses: Iterable<Bus>;
  /** ms by the server's clock. */
  readonly now: number;
  readonly tintOf: TintOf;
  readonly selection: Selection | undefined;
}

/** Draws the buses anew for every frame. */
export class FleetLayer {
  readonly #surface = mapCanvas("fleet");
  #colors: MapColors;
  #atlas: SpriteAtlas;
  #density = devicePixelRatio;
  #drawn: DrawnBus[] = [];

  constructor(host: HTMLElement, colors: MapColors) {
    this.#colors = colors;
    this.#atlas = new SpriteAtlas(colors, this.#density);
    host.append(this.#surface.canvas);
  }

  /** Those in view. */
  get drawn(): readonly DrawnBus[] {
    return this.#drawn;
  }

  recolor(colors: MapColors): void {
    this.#colors = colors;
    this.#density = devicePixelRatio;
    this.#atlas = new SpriteAtlas(colors, this.#density);
  }

  draw({ view, buses, now, tintOf, selection }: FleetPicture): void {
    if (this.#density !== devicePixelRatio) this.recolor(this.#colors);
    const { canvas, pen } = this.#surface;
    if (!fit(canvas, view.width, view.height)) {
      pen.resetTransform();
      pen.clearRect(0, 0, canvas.width, canvas.height);
    }
    pen.setTransform(this.#density, 0, 0, this.#density, 0, 0);
    pen.imageSmoothingEnabled = false;
    if (selection !== undefined) drawSelection(pen, view, selection, this.#colors, tintOf);

    this.#drawn = inView(buses, view);
    for (const drawn of this.#drawn) {
      if (drawn.bus.vehicle.vehicleId !== selection?.bus.vehicle.vehicleId)
        this.#stamp(drawn, view, now, tintOf);
    }
    if (selection === undefined) return;
    const { bus } = selection;
    const x = bus.motion.x * view.scale - view.originX;
    const y = bus.motion.y * view.scale - view.originY;
    this.#stamp({ bus, x, y }, view, now, tintOf);
    drawRing(pen, view, selection, this.#colors.ink);
  }

  #stamp({ bus: { vehicle, motion }, x, y }: DrawnBus, view: MapView, now: number, tintOf: TintOf): void {
    const { pen } = this.#surface;
    const fresh = now - vehicle.observedAt <= STALE_AFTER_MS;
    const tint = tintOf(vehicle.line);
    if (view.zoom < BULLET_ZOOM) {
      this.#atlas.dot(pen, tint, fresh, x, y);
      return;
    }
    this.#atlas.bullet(pen, tint, fresh, motion.bearing, x, y);
    if (vehicle.line !== null) this.#atlas.label(pen, vehicle.line, fresh, x, y);
  }

  /** The bus nearest to a place, within so many pixels. */
  hit(x: number, y: number, reach: number): Bus | undefined {
    let nearest: Bus | undefined;
    let least = reach;
    for (const drawn of this.#drawn) {
      const distance = Math.hypot(drawn.x - x, drawn.y - y);
      if (distance <= least) [nearest, least] = [drawn.bus, distance];
    }
    return nearest;
  }
}

function inView(buses: Iterable<Bus>, { scale, originX, originY, width, height }: MapView): DrawnBus[] {
  const seen: DrawnBus[] = [];
  const rim = 20;
  for (const bus of buses) {
    const x = bus.motion.x * scale - originX;
    const y = bus.motion.y * scale - originY;
    if (x >= -rim && y >= -rim && x <= width + rim && y <= height + rim) seen.push({ bus, x, y });
  }
  return seen;
}
