import type { MapView } from "./map-view.ts";
import type { Scenery, SceneryChanged } from "./scenery.ts";
import { fit, mapCanvas } from "./sharp-canvas.ts";

/** Time a piece of drawing may take before the page breathes, ms. */
const SLICE_MS = 8;
/** The picture reaches this share of the view beyond each edge, so that a pan shows no rim. */
const MARGIN = 0.25;

/**
 * The still part of the map, kept as a picture: moved and scaled with the view at once, drawn anew for it within the
 * next frames, in slices, on a second canvas that then takes the first one's place.
 */
export class BasemapLayer {
  readonly #host: HTMLElement;
  readonly #scenery: Scenery;
  #front = mapCanvas("basemap");
  #back = mapCanvas("basemap");
  #view: MapView | undefined;
  #drawn: MapView | undefined;
  #job = 0;

  /** @param scenery made with a function that has what is new in it drawn */
  constructor(host: HTMLElement, scenery: (changed: SceneryChanged) => Scenery) {
    this.#host = host;
    host.prepend(this.#front.canvas);
    this.#scenery = scenery(() => this.#redraw());
  }

  show(view: MapView): void {
    this.#view = view;
    this.#scenery.look(view);
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
    let started = performance.now();
    for (const _piece of this.#scenery.draw(pen, view)) {
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
