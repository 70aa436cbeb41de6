import { type Land, loadLand, loadMainStreets, loadStreets, type WorldLine } from "./basemap-data.ts";
import { drawBasemap } from "./basemap-drawing.ts";
import type { MapColors } from "./map-colors.ts";
import type { MapView } from "./map-view.ts";
import { fit, mapCanvas } from "./sharp-canvas.ts";

/** Time a piece of drawing may take before the page breathes, ms. */
const SLICE_MS = 8;
/** The picture reaches this share of the view beyond each edge, so that a pan shows no rim. */
const MARGIN = 0.25;
/** From this zoom the streets are drawn to three metres. */
const FINE_ZOOM = 12.5;

/**
 * The still part of the map, kept as a picture: moved and scaled with the view at once, drawn anew for it within the
 * next frames, in slices, on a second canvas that then takes the first one's place.
 */
export class BasemapLayer {
  readonly #host: HTMLElement;
  #front = mapCanvas("basemap");
  #back = mapCanvas("basemap");
  #land: Land | undefined;
  #coarse: readonly WorldLine[] = [];
  #fine: readonly WorldLine[] | undefined;
  #view: MapView | undefined;
  #drawn: MapView | undefined;
  #job = 0;
  #colors: MapColors;

  /** @param loaded told the sources' attribution once the land is there */
  constructor(host: HTMLElement, colors: MapColors, loaded: (attribution: readonly string[]) => void) {
    this.#host = host;
    this.#colors = colors;
    host.prepend(this.#front.canvas);
    void loadLand().then((land) => {
      this.#land = land;
      loaded(land.attribution);
      this.#redraw();
    });
    void loadMainStreets().then((streets) => {
      this.#coarse = streets;
      this.#redraw();
    });
  }

  recolor(colors: MapColors): void {
    this.#colors = colors;
    this.#redraw();
  }

  show(view: MapView): void {
    this.#view = view;
    if (view.zoom >= FINE_ZOOM && this.#fine === undefined) {
      this.#fine = [];
      void loadStreets().then((streets) => {
        this.#fine = streets;
        this.#redraw();
      });
    }
    this.#place();
    if (this.#drawn === undefined || !reaches(this.#drawn, view)) this.#redraw();
  }

  #place(): void {
    if (this.#drawn === undefined || this.#view === undefined) return;
    const ratio = this.#view.scale / this.#drawn.scale;
    const x = this.#drawn.originX * ratio - this.#view.originX;
    const y = this.#drawn.originY * ratio - this.#view.originY;
    this.#front.canvas.style.transform = `translate3d(${x}px, ${y}px, 0) scale(${ratio})`;
  }

  #redraw(): void {
    if (this.#view === undefined) return;
    void this.#draw(padded(this.#view), ++this.#job);
  }

  async #draw(view: MapView, job: number): Promise<void> {
    const { canvas, pen } = this.#back;
    await breath();
    if (job !== this.#job) return;
    if (!fit(canvas, view.width, view.height)) {
      pen.resetTransform();
      pen.clearRect(0, 0, canvas.width, canvas.height);
    }
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const fine = view.zoom >= FINE_ZOOM && this.#fine !== undefined && this.#fine.length > 0;
    const streets = fine ? (this.#fine as readonly WorldLine[]) : this.#coarse;
    let started = performance.now();
    for (const _piece of drawBasemap(pen, view, { land: this.#land, streets }, this.#colors)) {
      if (performance.now() - started < SLICE_MS) continue;
      await breath();
      if (job !== this.#job) return;
      started = performance.now();
    }
    this.#drawn = view;
    [this.#front, this.#back] = [this.#back, this.#front];
    this.#place();
    this.#back.canvas.replaceWith(this.#front.canvas);
    if (!this.#front.canvas.isConnected) this.#host.prepend(this.#front.canvas);
  }
}

/** The picture still fills the view, at the very zoom. */
function reaches(drawn: MapView, view: MapView): boolean {
  return (
    drawn.zoom === view.zoom &&
    drawn.originX <= view.originX &&
    drawn.originY <= view.originY &&
    drawn.originX + drawn.width >= view.originX + view.width &&
    drawn.originY + drawn.height >= view.originY + view.height
  );
}

function padded(view: MapView): MapView {
  const across = Math.round(view.width * MARGIN);
  const down = Math.round(view.height * MARGIN);
  return {
    ...view,
    originX: view.originX - across,
    originY: view.originY - down,
    width: view.width + 2 * across,
    height: view.height + 2 * down,
  };
}

function breath(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
