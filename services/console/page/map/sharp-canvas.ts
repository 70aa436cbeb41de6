/**
 * Whether drawing happens in software here. Then a canvas that the GPU process keeps would be copied for every
 * frame: 12 instead of 58 frames a second at 1,000 buses (reference: bus-map.md 5).
 */
const inSoftware = (() => {
  const probe = document.createElement("canvas").getContext("webgl", { failIfMajorPerformanceCaveat: true });
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  return probe === null;
})();

/** A 2D canvas that lies on the map, invisible to pointer and screen reader. */
export function mapCanvas(className: string): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  canvas.className = className;
  canvas.setAttribute("aria-hidden", "true");
  return { canvas, pen: penOf(canvas) };
}

export function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d", { willReadFrequently: inSoftware });
  if (pen === null) throw new Error("this browser draws no 2D canvas");
  return pen;
}

/** Gives the canvas that size in CSS pixels, sharp on dense screens; true when it changed (and was cleared). */
export function fit(canvas: HTMLCanvasElement, width: number, height: number): boolean {
  const density = devicePixelRatio;
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width === across && canvas.height === down) return false;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}
