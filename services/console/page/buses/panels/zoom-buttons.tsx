import type { BusMap } from "../map/bus-map.ts";

export function ZoomButtons({ map: { map } }: { map: BusMap }) {
  return (
    <div class="panel zoom">
      <button type="button" aria-label="Zoom in" onClick={() => map.zoomIn(1)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => map.zoomOut(1)}>
        −
      </button>
    </div>
  );
}
