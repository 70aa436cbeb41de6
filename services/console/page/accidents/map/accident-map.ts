import type { Map as LeafletMap } from "leaflet";
import { BasemapLayer } from "../../map/basemap-layer.ts";
import { viewOf } from "../../map/map-view.ts";
import { openMap } from "../../map/open-map.ts";
import type { PlaceAddress } from "../../map/place-address.ts";
import { position, type WorldPoint, worldPoint } from "../../map/world-point.ts";
import { accidentText, cellWords } from "../accident-words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { accidentColors } from "./accident-colors.ts";
import { AccidentLayer, type DrawnPicture } from "./accident-layer.ts";
import { country, fitBox } from "./fit-box.ts";
import { DOTS_ZOOM } from "./map-picture.ts";
import { PulseLayer } from "./pulse-layer.ts";
import { StatesScenery } from "./states-scenery.ts";

const REACH_PIXELS = 12;
/** A click on a cell brings it so much nearer. */
const NEARER = 2;
/** Between two pictures while the map is moved, ms: one of a full window takes some ten. */
const MOVING_EVERY_MS = 60;

export interface AccidentMapOptions {
  readonly model: AccidentsModel;
  readonly place: PlaceAddress;
  readonly reducedMotion: () => boolean;
  readonly moved: (place: PlaceAddress) => void;
  readonly attribution: (texts: readonly string[]) => void;
  /** What is under the pointer, in words; undefined where nothing is. */
  readonly pointed: (words: string | undefined) => void;
}

/** Leaflet for looking around; own canvases for the states, the accidents, and those that have just come. */
export class AccidentMap {
  readonly map: LeafletMap;
  readonly #options: AccidentMapOptions;
  readonly #basemap: BasemapLayer;
  readonly #states: StatesScenery;
  readonly #accidents: AccidentLayer;
  readonly #pulses: PulseLayer;
  #isFitted: boolean;
  #isOpen = false;
  #frame = 0;
  #drawnAt = 0;
  #effort = { pictures: 0, work: 0 };

  constructor(host: HTMLElement, options: AccidentMapOptions) {
    this.#options = options;
    const { center, zoom } = options.place;
    this.#isFitted = center !== undefined && zoom !== undefined;
    this.map = openMap(host, {
      center: [...(center ?? [38, -96])],
      zoom: zoom ?? 4,
      minZoom: 3,
      maxZoom: 13,
    });
    const colors = accidentColors();
    let states: StatesScenery | undefined;
    this.#basemap = new BasemapLayer(host, (changed) => {
      states = new StatesScenery(colors, changed, (texts) => {
        options.attribution(texts);
        this.#fitOnce();
      });
      return states;
    });
    this.#states = states as unknown as StatesScenery;
    this.#accidents = new AccidentLayer(host, colors);
    this.#pulses = new PulseLayer(host, colors, () => viewOf(this.map));
    this.map.on("move zoom resize viewreset", () => this.#show());
    this.map.on("moveend", () => {
      const { lat, lng } = this.map.getCenter();
      options.moved({ center: [lat, lng], zoom: this.map.getZoom() });
    });
    this.map.on("click", ({ containerPoint: { x, y } }) => this.#click(x, y));
    this.map.on("mousemove", ({ containerPoint: { x, y } }) => this.#point(host, x, y));
    this.map.on("mouseout", () => options.pointed(undefined));
    this.#show();
  }

  get drawn(): DrawnPicture | undefined {
    return this.#accidents.drawn;
  }

  /** Pictures drawn so far, and how long the last one took, ms. */
  get effort(): { readonly pictures: number; readonly work: number } {
    return this.#effort;
  }

  open(): void {
    this.#isOpen = true;
    this.#options.model.store.takeArrivals();
    this.redraw();
  }

  close(): void {
    this.#isOpen = false;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#pulses.stop();
  }

  recolor(): void {
    const colors = accidentColors();
    this.#states.recolor(colors);
    this.#accidents.recolor(colors);
    this.#pulses.recolor(colors);
    this.redraw();
  }

  /** Another picture is due, with the next frame. */
  redraw(): void {
    if (this.#isOpen && this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  /** Marks what has just come, and draws all anew. */
  renew(): void {
    const { model, reducedMotion } = this.#options;
    const arrivals = model.store.takeArrivals();
    const selection = model.selection.peek();
    if (this.#isOpen && !reducedMotion() && selection !== undefined)
      this.#pulses.mark(arrivals.filter(selection.includes));
    this.redraw();
  }

  /** Shows a state, or the country. */
  fit(state: string | undefined): void {
    const box = state === undefined ? country : this.#states.boxOf(state);
    if (box === undefined) return;
    this.#isFitted = true;
    fitBox(this.map, box);
  }

  /** Outlines the chosen state. */
  choose(state: string | undefined): void {
    this.#states.choose(state);
  }

  /** Brings a place into view, near enough to be a dot. */
  reveal(place: WorldPoint): void {
    const { latitude, longitude } = position(place);
    this.map.setView([latitude, longitude], Math.max(this.map.getZoom(), DOTS_ZOOM), { animate: false });
  }

  destroy(): void {
    this.close();
    this.map.remove();
  }

  #fitOnce(): void {
    if (!this.#isFitted) this.fit(this.#options.model.seen.peek().state);
  }

  #show(): void {
    this.#basemap.show(viewOf(this.map));
    this.redraw();
  }

  #click(x: number, y: number): void {
    const { model } = this.#options;
    const dot = this.#accidents.dotAt(x, y, REACH_PIXELS);
    if (dot !== undefined) {
      model.select(dot.accident.accidentId);
      return;
    }
    if (this.#accidents.cellAt(x, y) !== undefined) {
      this.map.setView(this.map.containerPointToLatLng([x, y]), this.map.getZoom() + NEARER, {
        animate: false,
      });
      return;
    }
    const { lat, lng } = this.map.containerPointToLatLng([x, y]);
    const state = this.#states.at(worldPoint(lng, lat));
    if (state !== undefined) model.chooseState(state === model.seen.peek().state ? undefined : state);
  }

  #point(host: HTMLElement, x: number, y: number): void {
    const { pointed } = this.#options;
    const dot = this.#accidents.dotAt(x, y, REACH_PIXELS);
    const cell = dot === undefined ? this.#accidents.cellAt(x, y) : undefined;
    host.classList.toggle("pointing", dot !== undefined || cell !== undefined);
    if (dot !== undefined) pointed(accidentText(dot.accident));
    else pointed(cell === undefined ? undefined : cellWords(cell.count, cell.severities));
  }

  readonly #draw = (at: number): void => {
    this.#frame = 0;
    if (at - this.#drawnAt < MOVING_EVERY_MS) {
      this.#frame = requestAnimationFrame(this.#draw);
      return;
    }
    this.#drawnAt = at;
    const started = performance.now();
    const { store, selection, selectedPlace } = this.#options.model;
    this.#accidents.draw(store.values(), selection.peek(), viewOf(this.map), selectedPlace.peek());
    this.#effort = { pictures: this.#effort.pictures + 1, work: performance.now() - started };
  };
}
