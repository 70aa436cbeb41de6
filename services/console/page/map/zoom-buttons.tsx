import type { Map as LeafletMap } from "leaflet";

export function ZoomButtons({ map }: { map: LeafletMap }) {
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
