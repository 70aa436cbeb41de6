import type { MapView } from "../../map/map-view.ts";
import { worldPoint } from "../../map/world-point.ts";
import type { Bus } from "../fleet.ts";
import type { LineRun } from "../line-book.ts";
import { metersPerUnit, placeAt, type RoutePath } from "../motion/route-path.ts";
import { uncertaintyMeters } from "../motion/uncertainty.ts";
import type { MapColors } from "./map-colors.ts";

export interface Selection {
  readonly bus: Bus;
  /** The run whose path it follows, if known. */
  readonly run: LineRun | undefined;
  /** ms by the server's clock. */
  readonly now: number;
}

type Pen = CanvasRenderingContext2D;

/** What lies under the buses: the selected one's route and stops, the band it may be in, and its last fix. */
export function drawSelection(
  pen: Pen,
  view: MapView,
  { bus, run, now }: Selection,
  colors: MapColors,
  tintOf: (line: string | null) => number,
): void {
  const { vehicle, motion } = bus;
  const tint = colors.tints[tintOf(vehicle.line)] ?? colors.ink;
  const unsure = uncertaintyMeters((now - vehicle.observedAt) / 1000);
  pen.save();
  pen.lineCap = "round";
  pen.lineJoin = "round";
  if (run !== undefined) drawRun(pen, view, run, tint, colors);
  pen.strokeStyle = tint;
  pen.fillStyle = tint;
  pen.globalAlpha = 0.28;
  if (motion.path !== undefined) {
    pen.lineWidth = 22;
    const { path, shown } = motion;
    trace(pen, view, path, Math.max(0, shown - unsure), Math.min(path.length, shown + unsure));
    pen.stroke();
  } else {
    const radius = (unsure / metersPerUnit(motion)) * view.scale;
    circle(pen, motion.x * view.scale - view.originX, motion.y * view.scale - view.originY, radius);
    pen.fill();
  }
  pen.globalAlpha = 1;
  const fix = worldPoint(vehicle.longitude, vehicle.latitude);
  pen.fillStyle = colors.ink;
  circle(pen, fix.x * view.scale - view.originX, fix.y * view.scale - view.originY, 2.5);
  pen.fill();
  pen.restore();
}

/** The ring around the selected bus, over all others. */
export function drawRing(
  pen: Pen,
  { scale, originX, originY }: MapView,
  { bus }: Selection,
  ink: string,
): void {
  pen.lineWidth = 2;
  pen.strokeStyle = ink;
  circle(pen, bus.motion.x * scale - originX, bus.motion.y * scale - originY, 18);
  pen.stroke();
}

function drawRun(pen: Pen, view: MapView, { path, stops }: LineRun, tint: string, colors: MapColors): void {
  pen.strokeStyle = colors.halo;
  pen.lineWidth = 7;
  trace(pen, view, path, 0, path.length);
  pen.stroke();
  pen.strokeStyle = tint;
  pen.lineWidth = 3;
  pen.stroke();
  if (view.zoom < 12.5) return;
  pen.fillStyle = colors.land;
  pen.lineWidth = 1.5;
  for (const stop of stops) {
    const { x, y } = worldPoint(stop.longitude, stop.latitude);
    circle(pen, x * view.scale - view.originX, y * view.scale - view.originY, 3.5);
    pen.fill();
    pen.stroke();
  }
}

/** The path between two distances along it. */
function trace(
  pen: Pen,
  { scale, originX, originY }: MapView,
  path: RoutePath,
  from: number,
  to: number,
): void {
  const start = placeAt(path, from);
  const end = placeAt(path, to, start.segment);
  pen.beginPath();
  pen.moveTo(start.x * scale - originX, start.y * scale - originY);
  for (let vertex = start.segment + 1; vertex <= end.segment; vertex++) {
    pen.lineTo((path.x[vertex] as number) * scale - originX, (path.y[vertex] as number) * scale - originY);
  }
  pen.lineTo(end.x * scale - originX, end.y * scale - originY);
}

function circle(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}
