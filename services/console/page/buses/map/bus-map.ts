import type { Map as LeafletMap } from "leaflet";
import { BasemapLayer } from "../../map/basemap-layer.ts";
import { boxOf, viewOf } from "../../map/map-view.ts";
import { openMap } from "../../map/open-map.ts";
import type { BusesModel } from "../buses-model.ts";
import type { Bus } from "../fleet.ts";
import { BULLET_ZOOM, type DrawnBus, FleetLayer } from "./fleet-layer.ts";
import { FrameRate } from "./frame-rate.ts";
import { LondonScenery } from "./london-scenery.ts";
import { mapColors } from "./map-colors.ts";

/** Below the bullets' zoom a bus moves less than a pixel in this time, ms. */
const DOT_FRAME_MS = 90;
const REACH_PIXELS = 18;
/** Below this width the panels lie above and below, not beside. */
const NARROW_PIXELS = 720;
const PANEL_PIXELS = 340;
const CENTER: [number, number] = [51.5098, -0.118];
const START_ZOOM = 13;

export interface BusMapOptions {
  readonly model: BusesModel;
  readonly center: readonly [number, number] | undefined;
  readonly zoom: number | undefined;
  readonly reducedMotion: () => boolean;
  readonly moved: (center: readonly [number, number], zoom: number) => void;
  readonly attribution: (texts: readonly string[]) => void;
}

/** Leaflet for looking around, two own canvases for what is seen. */
export class BusMap {
  readonly map: LeafletMap;
  readonly rate = new FrameRate();
  readonly #options: BusMapOptions;
  readonly #basemap: BasemapLayer;
  #london: LondonScenery | undefined;
  readonly #fleet: FleetLayer;
  #frame = 0;
  #drawnAt = 0;
  #dirty = true;
  #jump = true;

  constructor(host: HTMLElement, options: BusMapOptions) {
    this.#options = options;
    this.map = openMap(host, {
      center: [...(options.center ?? CENTER)],
      zoom: options.zoom ?? START_ZOOM,
      minZoom: 9,
      maxZoom: 17,
    });
    const colors = mapColors();
    this.#basemap = new BasemapLayer(host, (changed) => {
      this.#london = new LondonScenery(colors, changed, options.attribution);
      return this.#london;
    });
    this.#fleet = new FleetLayer(host, colors);
    this.map.on("move zoom resize viewreset", () => this.#show());
    this.map.on("moveend", () => this.#settle());
    this.map.on("click", ({ containerPoint: { x, y } }) => {
      options.model.select(this.#fleet.hit(x, y, REACH_PIXELS)?.vehicle.vehicleId);
    });
    this.map.on("mousemove", ({ containerPoint: { x, y } }) => {
      host.classList.toggle("pointing", this.#fleet.hit(x, y, REACH_PIXELS) !== undefined);
    });
    this.#show();
    this.#settle();
  }

  get drawn(): readonly DrawnBus[] {
    return this.#fleet.drawn;
  }

  start(): void {
    this.#jump = true;
    this.rate.clear();
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  recolor(): void {
    const colors = mapColors();
    this.#london?.recolor(colors);
    this.#fleet.recolor(colors);
    this.#dirty = true;
  }

  /** Brings a bus to where no panel lies over it, if it is not there. */
  reveal({ vehicle: { latitude, longitude } }: Bus): void {
    const { x, y } = this.map.getSize();
    const narrow = x < NARROW_PIXELS;
    this.map.panInside([latitude, longitude], {
      paddingTopLeft: narrow ? [40, 130] : [PANEL_PIXELS, 60],
      paddingBottomRight: narrow ? [40, y * 0.62] : [PANEL_PIXELS, 60],
      animate: false,
    });
  }

  /** Draws with the next frame even where nothing moves. */
  redraw(): void {
    this.#dirty = true;
  }

  destroy(): void {
    this.stop();
    this.map.remove();
  }

  #show(): void {
    this.#basemap.show(viewOf(this.map));
    this.#dirty = true;
  }

  #settle(): void {
    const { lat, lng } = this.map.getCenter();
    this.#options.moved([lat, lng], this.map.getZoom());
    this.#options.model.look(boxOf(this.map));
  }

  readonly #draw = (at: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    this.rate.tick(at);
    const view = viewOf(this.map);
    const reduced = this.#options.reducedMotion();
    const pause = reduced ? 1_000 : view.zoom < BULLET_ZOOM ? DOT_FRAME_MS : 0;
    if (!this.#dirty && at - this.#drawnAt < pause) return;
    this.#drawnAt = at;
    this.#dirty = false;
    const started = performance.now();

    const { model } = this.#options;
    const now = model.clock.now();
    model.fleet.advance(now, this.#jump ? "jump" : reduced ? "step" : "slide");
    this.#jump = false;
    const bus = model.fleet.buses.get(model.selectedId.peek() ?? "");
    const selection = bus && { bus, now, run: model.book.runOf(bus.vehicle.line, bus.motion.path) };
    this.#fleet.draw({
      view,
      now,
      selection,
      tintOf: model.tintOf.peek(),
      buses: model.fleet.buses.values(),
    });
    this.rate.worked(performance.now() - started);
    if (view.zoom < BULLET_ZOOM - 1 && bus === undefined) return;
    const wanted = view.zoom < BULLET_ZOOM - 1 ? [bus] : this.#fleet.drawn.map((drawn) => drawn.bus);
    for (const one of wanted) if (one?.vehicle.line != null) model.book.want(one.vehicle.line);
  };
}
