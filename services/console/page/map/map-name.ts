import type { MapView } from "./map-view.ts";

/** A name and where it is written, in world coordinates. */
export interface MapName {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface NameStyle {
  /** Height of the letters, CSS pixels. */
  readonly size: number;
  readonly color: string;
  readonly halo: string;
}

/** Names in small capitals; a name that would touch one already written is left out. */
export function drawNames(
  pen: CanvasRenderingContext2D,
  names: readonly MapName[],
  view: MapView,
  { size, color, halo }: NameStyle,
): void {
  pen.font = `500 ${size}px "Inter Variable", sans-serif`;
  pen.letterSpacing = "0.09em";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = color;
  pen.strokeStyle = halo;
  pen.lineWidth = 3;
  const written: { x: number; y: number; half: number }[] = [];
  for (const { name, x: worldX, y: worldY } of names) {
    const x = worldX * view.scale - view.originX;
    const y = worldY * view.scale - view.originY;
    const text = name.toUpperCase();
    const half = pen.measureText(text).width / 2;
    const free = written.every((other) => {
      return Math.abs(other.y - y) > size * 1.6 || Math.abs(other.x - x) > other.half + half + 6;
    });
    if (!free || x < -half || y < -size || x > view.width + half || y > view.height + size) continue;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
    written.push({ x, y, half });
  }
}
