import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Attribution } from "../map/attribution.tsx";
import { writePlace } from "../map/place-address.ts";
import { ZoomButtons } from "../map/zoom-buttons.tsx";
import { address, note } from "../shell/address.ts";
import { scheme } from "../shell/scheme.ts";
import { onEscape } from "../shell/shortcuts.ts";
import { BusesModel } from "./buses-model.ts";
import { BusMap } from "./map/bus-map.ts";
import { BusesTop } from "./panels/buses-top.tsx";
import { Details } from "./panels/details.tsx";
import { FeedNotice } from "./panels/feed-notice.tsx";
import { LinesPanel } from "./panels/lines-panel.tsx";
import { readViewAddress } from "./view-address.ts";
import { watchBuses } from "./watchable.ts";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** London's buses on the map. */
export function BusesPage() {
  const model = useMemo(() => new BusesModel(), []);
  const host = useRef<HTMLDivElement>(null);
  const map = useSignal<BusMap | undefined>(undefined);
  const attribution = useSignal<readonly string[]>([]);

  useEffect(() => {
    if (host.current === null) return;
    const { center, zoom } = readViewAddress(address.peek().query);
    const made = new BusMap(host.current, {
      model,
      center,
      zoom,
      reducedMotion: () => calm.matches,
      moved: (at, z) => note({ ...writePlace({ zoom: z, center: at }) }),
      attribution: (texts) => {
        attribution.value = texts;
      },
    });
    map.value = made;
    const unwatch = watchBuses(model, made);
    const follow = () => {
      if (document.hidden) {
        model.close();
        made.stop();
      } else {
        model.open();
        made.start();
      }
    };
    const online = () => model.retryNow();
    follow();
    document.addEventListener("visibilitychange", follow);
    addEventListener("online", online);
    void document.fonts.load('650 11px "Inter Variable"').then(() => made.recolor());
    const release = onEscape(() => {
      const had = model.selectedId.peek() !== undefined;
      if (had) model.select(undefined);
      return had;
    });
    return () => {
      release();
      unwatch();
      document.removeEventListener("visibilitychange", follow);
      removeEventListener("online", online);
      model.close();
      made.destroy();
    };
  }, [model]);

  const shown = scheme.value;
  useEffect(() => map.peek()?.recolor(), [shown]);
  const { selectedId, tintOf } = model;
  useEffect(() => map.peek()?.redraw(), [selectedId.value, tintOf.value]);

  return (
    <main class="page buses" data-state={model.state.value.kind}>
      <BusesTop model={model} />
      <div class="stage">
        <div
          class="map"
          ref={host}
          role="application"
          aria-label="Map of buses; the list of buses in view is beside it"
        />
        {map.value !== undefined && (
          <>
            <LinesPanel model={model} map={map.value} />
            <Details model={model} map={map.value} />
            <ZoomButtons map={map.value.map} />
          </>
        )}
        <FeedNotice model={model} />
        <Attribution texts={attribution.value} />
      </div>
    </main>
  );
}
