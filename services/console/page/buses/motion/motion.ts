import type { WorldPoint } from "../../map/world-point.ts";
import { metersPerUnit, type PlaceOnPath, placeAt, project, type RoutePath, turn } from "./route-path.ts";

/** What one report of a vehicle says about its movement. */
export interface Fix extends WorldPoint {
  /** Server clock, ms. */
  readonly observedAt: number;
  /** m/s; null where the feed has none. */
  readonly speed: number | null;
  /** Degrees clockwise from north; null where the feed has none. */
  readonly bearing: number | null;
}

/** How far a vehicle is carried on in silence: v · τ at most. τ as in london-live-2d's BUS_KALMAN.md. */
export const COAST_SECONDS = 12;
/** No London bus is faster, and what is shown never is: 25 m/s = 90 km/h. */
export const TOP_SPEED = 25;
/** A fix this far off its route is not on it, metres. */
export const OFF_ROUTE_METERS = 100;
/** A jump this long is shown as one: nobody drove it, metres. */
export const JUMP_METERS = 1_200;
/** The shown position closes this gap to the expected one in a second, by 1 − 1/e. */
const EASE_SECONDS = 1;
const BLEND_SECONDS = 0.4;
/** Around where it was, the next fix is looked for first, metres. */
const REACH_METERS = 300;

/** Metres a vehicle is expected to have gone since its last fix, and never more than `v · τ`. */
export function coasted(speed: number, seconds: number): number {
  return speed * COAST_SECONDS * (1 - Math.exp(-Math.max(0, seconds) / COAST_SECONDS));
}

/**
 * Where one vehicle is shown between its fixes. Along a known path the shown place only moves forward, no faster
 * than `TOP_SPEED`, and never beyond last fix + v · τ; a path change keeps the picture whole by a sideways offset
 * that fades. Off every path it goes straight to the fix and waits there. Time is handed in: ms by the server's clock.
 */
export class Motion {
  /** The path it is on, if any. */
  path: RoutePath | undefined;
  /** Metres along the path: as shown. */
  shown = 0;
  x: number;
  y: number;
  bearing: number | null;
  #fix: Fix;
  #anchor = 0;
  #speed: number;
  /** Seconds between the last two fixes. */
  #silence = 0;
  #place: PlaceOnPath | undefined;
  #offset = { x: 0, y: 0 };
  #at: number;

  constructor(fix: Fix, paths: readonly RoutePath[], now: number) {
    this.#fix = fix;
    this.#speed = speedOf(fix);
    this.x = fix.x;
    this.y = fix.y;
    this.bearing = fix.bearing;
    this.#at = now;
    this.route(paths, true);
  }

  /** Farthest place along the path that silence may carry it to. */
  get bound(): number {
    return this.#anchor + this.#speed * COAST_SECONDS;
  }

  /** The last fix's place along the path. */
  get anchor(): number {
    return this.#anchor;
  }

  /** Takes the next fix; `paths` are those of its line and direction, none while unknown. */
  take(fix: Fix, paths: readonly RoutePath[]): void {
    const before = { anchor: this.#anchor, path: this.path };
    this.#silence = Math.max(0, fix.observedAt - this.#fix.observedAt) / 1000;
    this.#fix = fix;
    this.#speed = speedOf(fix);
    this.route(paths);
    if (fix.speed === null && this.path !== undefined && this.path === before.path && this.#silence > 0) {
      this.#speed = clampSpeed((this.#anchor - before.anchor) / this.#silence);
    }
  }

  /** Finds the way for the last fix among the paths; also called when they become known later. `snap` keeps nothing of what was shown. */
  route(paths: readonly RoutePath[], snap = false): void {
    const { path, meters } = this.#choose(paths);
    const was = { path: this.path, x: this.x, y: this.y };
    this.path = path;
    if (path === undefined) return;
    this.#anchor = meters;
    if (path !== was.path) {
      const near = project(path, was, null, Math.max(0, meters - JUMP_METERS), this.bound);
      const keep = !snap && near.distance < OFF_ROUTE_METERS;
      this.shown = keep ? Math.min(near.meters, this.bound) : meters;
      this.#place = placeAt(path, this.shown);
      const apart = Math.hypot(was.x - this.#place.x, was.y - this.#place.y) * path.scale;
      const jump = snap || apart > JUMP_METERS;
      this.#offset = jump ? { x: 0, y: 0 } : { x: was.x - this.#place.x, y: was.y - this.#place.y };
    } else if (meters - this.shown > JUMP_METERS || this.shown - meters > TOP_SPEED * COAST_SECONDS) {
      this.shown = meters;
    }
  }

  /** Moves the shown place on to `now`. `step` shows fixes only and slides nothing; `jump` is there at once. */
  advance(now: number, manner: "slide" | "step" | "jump" = "slide"): void {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    const share = manner === "slide" ? 1 - Math.exp(-seconds / EASE_SECONDS) : 1;
    if (this.path === undefined) this.#straight(seconds, share);
    else this.#along(this.path, now, seconds, share, manner);
  }

  #along(
    path: RoutePath,
    now: number,
    seconds: number,
    share: number,
    manner: "slide" | "step" | "jump",
  ): void {
    const silence = (now - this.#fix.observedAt) / 1000;
    const expected = this.#anchor + (manner === "step" ? 0 : coasted(this.#speed, silence));
    const gap = Math.min(expected, path.length) - this.shown;
    const most = manner === "slide" ? TOP_SPEED * seconds : Number.POSITIVE_INFINITY;
    if (gap > 0) this.shown += Math.min(gap * share, most);
    this.#place = placeAt(path, this.shown, this.#place?.segment);
    const fade = manner === "slide" ? Math.exp(-seconds / BLEND_SECONDS) : 0;
    this.#offset = { x: this.#offset.x * fade, y: this.#offset.y * fade };
    this.x = this.#place.x + this.#offset.x;
    this.y = this.#place.y + this.#offset.y;
    this.#face(this.#place.bearing, manner === "slide" ? 1 - Math.exp(-seconds / BLEND_SECONDS) : 1);
  }

  #straight(seconds: number, share: number): void {
    const dx = this.#fix.x - this.x;
    const dy = this.#fix.y - this.y;
    const meters = Math.hypot(dx, dy) * metersPerUnit(this);
    const most = share === 1 || meters > JUMP_METERS ? 1 : Math.min(share, (TOP_SPEED * seconds) / meters);
    if (meters > 0) {
      this.x += dx * most;
      this.y += dy * most;
    }
    if (this.#fix.bearing !== null) this.#face(this.#fix.bearing, share);
  }

  #face(bearing: number, share: number): void {
    this.bearing =
      this.bearing === null ? bearing : (this.bearing + turn(this.bearing, bearing) * share + 360) % 360;
  }

  #choose(paths: readonly RoutePath[]): { path: RoutePath | undefined; meters: number } {
    let best: { path: RoutePath | undefined; meters: number } = { path: undefined, meters: 0 };
    let least = OFF_ROUTE_METERS;
    for (const path of paths) {
      const same = path === this.path;
      const found = same ? this.#near(path) : project(path, this.#fix, this.#fix.bearing);
      // A path in use is left only for one clearly nearer: variants of a line share most streets.
      const distance = found.distance - (same ? 20 : 0);
      if (found.distance <= OFF_ROUTE_METERS && distance < least) {
        least = distance;
        best = { path, meters: found.meters };
      }
    }
    return best;
  }

  /** On the path in use the next fix is looked for where the vehicle can be, then everywhere. */
  #near(path: RoutePath): { meters: number; distance: number } {
    const from = Math.max(0, this.#anchor - REACH_METERS);
    const to = Math.max(this.shown, this.#anchor) + REACH_METERS + TOP_SPEED * this.#silence;
    const near = project(path, this.#fix, this.#fix.bearing, from, Math.min(path.length, to));
    return near.distance <= OFF_ROUTE_METERS ? near : project(path, this.#fix, this.#fix.bearing);
  }
}

function speedOf(fix: Fix): number {
  return clampSpeed(fix.speed ?? 0);
}

function clampSpeed(speed: number): number {
  return Math.max(0, Math.min(TOP_SPEED, speed));
}
