import statesUrl from "../../generated/states.json?url";
import { generatedAsset } from "../../map/generated-asset.ts";
import { drawNames, type MapName } from "../../map/map-name.ts";
import type { Box, MapView } from "../../map/map-view.ts";
import type { Scenery, SceneryChanged } from "../../map/scenery.ts";
import { traceLines, type WorldLine, worldLine } from "../../map/world-line.ts";
import { position, type WorldPoint, worldPoint } from "../../map/world-point.ts";
import { stateName } from "../state-names.ts";
import type { AccidentColors } from "./accident-colors.ts";
import { isWithin } from "./within.ts";

interface State {
  readonly code: string;
  readonly rings: readonly WorldLine[];
  readonly name: WorldPoint;
}

interface StatesFile {
  readonly states: readonly {
    readonly code: string;
    readonly rings: readonly string[];
    readonly name: { readonly longitude: number; readonly latitude: number };
  }[];
  readonly attribution: readonly string[];
}

/** Where a state's name has no room, its two capitals stand: width of a letter in heights. */
const LETTER = 0.78;

/** The states and their names; the one chosen is outlined, the others step back. */
export class StatesScenery implements Scenery {
  readonly #changed: SceneryChanged;
  #colors: AccidentColors;
  #states: readonly State[] = [];
  #chosen: string | undefined;

  /** @param loaded told the sources' attribution once the states are there */
  constructor(
    colors: AccidentColors,
    changed: SceneryChanged,
    loaded: (attribution: readonly string[]) => void,
  ) {
    this.#colors = colors;
    this.#changed = changed;
    void generatedAsset<StatesFile>(statesUrl).then(({ states, attribution }) => {
      this.#states = states.map(({ code, rings, name }) => ({
        code,
        rings: rings.map((text) => worldLine(text, 4)),
        name: worldPoint(name.longitude, name.latitude),
      }));
      loaded(attribution);
      changed();
    });
  }

  recolor(colors: AccidentColors): void {
    this.#colors = colors;
    this.#changed();
  }

  choose(code: string | undefined): void {
    if (code === this.#chosen) return;
    this.#chosen = code;
    this.#changed();
  }

  /** The state a place lies in, in world coordinates. */
  at(point: WorldPoint): string | undefined {
    return this.#states.find(({ rings }) => isWithin(point, rings))?.code;
  }

  /** The box around a state; undefined before the states are there. */
  boxOf(code: string): Box | undefined {
    const rings = this.#states.find((state) => state.code === code)?.rings;
    if (rings === undefined) return undefined;
    const northWest = position({
      x: Math.min(...rings.map(({ west }) => west)),
      y: Math.min(...rings.map(({ north }) => north)),
    });
    const southEast = position({
      x: Math.max(...rings.map(({ east }) => east)),
      y: Math.max(...rings.map(({ south }) => south)),
    });
    return [northWest.longitude, southEast.latitude, southEast.longitude, northWest.latitude];
  }

  look(): void {}

  *draw(pen: CanvasRenderingContext2D, view: MapView): Generator<undefined> {
    const colors = this.#colors;
    const chosen = this.#states.find(({ code }) => code === this.#chosen);
    pen.lineJoin = "round";
    traceLines(
      pen,
      this.#states.flatMap(({ rings }) => rings),
      view,
    );
    pen.globalAlpha = chosen === undefined ? 1 : 0.5;
    pen.fillStyle = colors.land;
    pen.fill();
    yield;
    pen.strokeStyle = colors.border;
    pen.lineWidth = Math.max(0.8, Math.min(2, 0.5 + (view.zoom - 3) * 0.2));
    pen.stroke();
    pen.globalAlpha = 1;
    yield;
    if (chosen !== undefined) {
      traceLines(pen, chosen.rings, view);
      pen.fill();
      pen.strokeStyle = colors.accent;
      pen.lineWidth = 1.5;
      pen.stroke();
    }
    const size = view.zoom < 6 ? 9 : 11;
    const names = this.#states.map((state) => nameOf(state, size / view.scale));
    drawNames(pen, names, view, { size, color: colors.name, halo: colors.land });
  }
}

/** @param letter height of a letter in world units */
function nameOf({ code, rings, name }: State, letter: number): MapName {
  const width = Math.max(...rings.map(({ west, east }) => east - west));
  const full = stateName(code);
  return { name: full.length * letter * LETTER < width ? full : code, ...name };
}
