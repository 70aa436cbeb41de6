import { type Signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Attribution } from "../../map/attribution.tsx";
import { readPlace, writePlace } from "../../map/place-address.ts";
import { ZoomButtons } from "../../map/zoom-buttons.tsx";
import { CountedNotice } from "../../replay/panels/counted-notice.tsx";
import { address, note } from "../../shell/address.ts";
import { scheme } from "../../shell/scheme.ts";
import { useWhileSeen } from "../../shell/while-seen.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { AccidentMap } from "../map/accident-map.ts";
import { watchAccidents } from "../watchable.ts";
import { AccidentTable } from "./accident-table.tsx";
import { EventClock } from "./event-clock.tsx";
import { FilterBar } from "./filter-bar.tsx";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The map with what floats over it, or its table. */
export function MapStage({ model, map }: { model: AccidentsModel; map: Signal<AccidentMap | undefined> }) {
  const host = useRef<HTMLDivElement>(null);
  const attribution = useSignal<readonly string[]>([]);
  const pointed = useSignal<string | undefined>(undefined);
  const { isTable } = model.seen.value;
  const isSeen = useComputed(() => !model.seen.value.isTable);
  const state = useComputed(() => model.seen.value.state);

  useEffect(() => {
    if (host.current === null) return;
    const made = new AccidentMap(host.current, {
      model,
      place: readPlace(address.peek().query),
      reducedMotion: () => calm.matches,
      moved: (place) => note({ ...writePlace(place) }),
      attribution: (texts) => {
        attribution.value = texts;
      },
      pointed: (words) => {
        pointed.value = words;
      },
    });
    map.value = made;
    const unwatch = watchAccidents(model, made);
    void document.fonts.load('600 11px "Inter Variable"').then(() => made.recolor());
    return () => {
      unwatch();
      map.value = undefined;
      made.destroy();
    };
  }, [model, map]);
  useWhileSeen(
    useRef({
      open: () => {
        if (isSeen.peek()) map.peek()?.open();
      },
      close: () => map.peek()?.close(),
    }).current,
  );
  useSignalEffect(() => {
    if (isSeen.value && !document.hidden) map.value?.open();
    else map.value?.close();
  });
  useSignalEffect(() => {
    void model.drawn.value;
    map.value?.renew();
  });
  useSignalEffect(() => {
    void model.selection.value;
    void model.selectedPlace.value;
    map.value?.redraw();
  });
  const fitted = useRef<string | undefined>(state.peek());
  useSignalEffect(() => {
    map.value?.choose(state.value);
    if (map.value === undefined || fitted.current === state.value) return;
    fitted.current = state.value;
    map.value.fit(state.value);
  });
  const shown = scheme.value;
  useEffect(() => map.peek()?.recolor(), [shown, map]);

  void model.drawn.value;
  void model.beat.value;
  const drawn = isTable ? undefined : map.value?.drawn;
  return (
    <div class="map-side">
      <FilterBar model={model} />
      <CountedNotice
        state={model.state.value}
        age={model.feed.heard.value ? model.feed.age : undefined}
        things="accidents"
        generated="generated accidents"
        isOfOne={model.seen.value.replay !== undefined}
        retryNow={() => model.retryNow()}
      />
      <div class="stage">
        <div
          class="map"
          ref={host}
          role="application"
          hidden={isTable}
          aria-label="Map of accidents; the list of the newest is beside it, and the table has them all"
        />
        {isTable && <AccidentTable model={model} />}
        {!isTable && pointed.value !== undefined && <p class="panel pointed">{pointed.value}</p>}
        {!isTable && map.value !== undefined && <ZoomButtons map={map.value.map} />}
        {!isTable && <Attribution texts={attribution.value} />}
      </div>
      {!isTable && (
        <EventClock
          model={model}
          picture={drawn && { inView: drawn.inView, end: drawn.end, hasCells: drawn.cells.length > 0 }}
        />
      )}
    </div>
  );
}
