import { useSignal, useSignalEffect } from "@preact/signals";
import { count } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";
import type { BusMap } from "../map/bus-map.ts";
import { LineChoice } from "./line-choice.tsx";
import { VehicleList } from "./vehicle-list.tsx";

const wide = matchMedia("(min-width: 720px)");

/** The page's main control: which lines, and which of their buses are in view. On a phone it folds away. */
export function LinesPanel({ model, map }: { model: BusesModel; map: BusMap }) {
  const open = useSignal(wide.matches);
  useSignalEffect(() => {
    // On a phone the list would lie on the bus just chosen.
    if (model.selectedId.value !== undefined && !wide.matches) open.value = false;
  });
  void model.beat.value;
  return (
    <section class="panel lines-panel" aria-label="Lines and buses" data-open={open.value}>
      <LineChoice model={model} opened={() => (open.value = true)} />
      <button
        type="button"
        class="fold"
        aria-expanded={open.value}
        aria-controls="vehicles"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <span>In view</span>
        <b>{count(map.drawn.length)}</b>
        <span class="chevron" aria-hidden="true">
          {open.value ? "▾" : "▸"}
        </span>
      </button>
      <div id="vehicles" hidden={!open.value}>
        {open.value && <VehicleList model={model} map={map} />}
      </div>
    </section>
  );
}
