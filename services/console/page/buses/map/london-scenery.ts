import landUrl from "../../generated/land.json?url";
import mainStreetsUrl from "../../generated/main-streets.json?url";
import streetsUrl from "../../generated/streets.json?url";
import { generatedAsset } from "../../map/generated-asset.ts";
import { drawNames, type MapName } from "../../map/map-name.ts";
import type { MapView } from "../../map/map-view.ts";
import type { Scenery, SceneryChanged } from "../../map/scenery.ts";
import { isSeen, traceLines, type WorldLine, worldLine } from "../../map/world-line.ts";
import { worldPoint } from "../../map/world-point.ts";
import type { MapColors } from "./map-colors.ts";

interface Land {
  readonly rings: readonly WorldLine[];
  readonly tubes: readonly WorldLine[];
  readonly names: readonly MapName[];
}

interface LandFile {
  readonly rings: readonly string[];
  readonly tubes: readonly string[];
  readonly names: readonly { readonly name: string; readonly longitude: number; readonly latitude: number }[];
  readonly attribution: readonly string[];
}

/** From this zoom the streets are drawn to three metres. */
const FINE_ZOOM = 12.5;
/** Lines a stroke takes at once: some milliseconds in software. */
const BATCH = 250;

/** London: boroughs, streets with a bus in two degrees of detail, tube lines, names. */
export class LondonScenery implements Scenery {
  readonly #changed: SceneryChanged;
  #colors: MapColors;
  #land: Land | undefined;
  #coarse: readonly WorldLine[] = [];
  #fine: readonly WorldLine[] | undefined;

  /** @param loaded told the sources' attribution once the land is there */
  constructor(colors: MapColors, changed: SceneryChanged, loaded: (attribution: readonly string[]) => void) {
    this.#colors = colors;
    this.#changed = changed;
    void generatedAsset<LandFile>(landUrl).then(({ rings, tubes, names, attribution }) => {
      this.#land = {
        rings: rings.map((text) => worldLine(text, 5)),
        tubes: tubes.map((text) => worldLine(text, 5)),
        names: names.map(({ name, longitude, latitude }) => ({ name, ...worldPoint(longitude, latitude) })),
      };
      loaded(attribution);
      changed();
    });
    void linesOf(mainStreetsUrl, 4).then((streets) => {
      this.#coarse = streets;
      changed();
    });
  }

  recolor(colors: MapColors): void {
    this.#colors = colors;
    this.#changed();
  }

  look({ zoom }: MapView): void {
    if (zoom < FINE_ZOOM || this.#fine !== undefined) return;
    this.#fine = [];
    void linesOf(streetsUrl, 5).then((streets) => {
      this.#fine = streets;
      this.#changed();
    });
  }

  *draw(pen: CanvasRenderingContext2D, view: MapView): Generator<undefined> {
    const colors = this.#colors;
    const land = this.#land;
    pen.lineJoin = "round";
    pen.lineCap = "round";
    if (land !== undefined) {
      pen.fillStyle = colors.land;
      traceLines(pen, land.rings, view);
      pen.fill();
      yield;
    }
    const isFine = view.zoom >= FINE_ZOOM && this.#fine !== undefined && this.#fine.length > 0;
    const seen = (isFine ? (this.#fine ?? []) : this.#coarse).filter((street) => isSeen(street, view));
    pen.strokeStyle = view.zoom < 12.5 ? colors.mainStreet : colors.street;
    pen.lineWidth = Math.max(0.6, Math.min(12, 0.75 * 1.55 ** (view.zoom - 12)));
    for (let first = 0; first < seen.length; first += BATCH) {
      traceLines(pen, seen.slice(first, first + BATCH), view);
      pen.stroke();
      yield;
    }
    if (land === undefined) return;
    pen.strokeStyle = colors.tube;
    pen.lineWidth = view.zoom < 12 ? 1 : 1.5;
    traceLines(pen, land.tubes, view);
    pen.stroke();
    yield;
    if (view.zoom < 9.5 || view.zoom > 14.5) return;
    const size = view.zoom < 11 ? 10 : 11;
    drawNames(pen, land.names, view, { size, color: colors.name, halo: colors.land });
  }
}

/** Streets with a bus. */
async function linesOf(url: string, digits: number): Promise<readonly WorldLine[]> {
  const { lines } = await generatedAsset<{ lines: string[] }>(url);
  return lines.map((text) => worldLine(text, digits));
}
