import { moveInList } from "../../shell/arrow-keys.ts";
import { count, duration, speed } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";
import { STALE_AFTER_MS } from "../feed/vehicle.ts";
import type { Bus } from "../fleet.ts";
import type { BusMap } from "../map/bus-map.ts";
import { LineBadge } from "./line-badge.tsx";

/** So many rows at most; the count of all stands above. */
const ROWS = 60;
const natural = new Intl.Collator("en", { numeric: true });

/** The buses in view as a list: the map for those who do not see it, and the way to choose one by keyboard. */
export function VehicleList({ model, map }: { model: BusesModel; map: BusMap }) {
  void model.beat.value;
  const now = model.clock.now();
  const buses = map.drawn.map(({ bus }) => bus).sort(inOrder);
  const { selectedId, departures } = model;
  return (
    <>
      <ul class="vehicles" aria-label="Buses in view" onKeyDown={moveInList}>
        {buses.slice(0, ROWS).map((bus, index) => {
          const { vehicleId } = bus.vehicle;
          const selected = selectedId.value === vehicleId;
          return (
            <li key={vehicleId}>
              <button
                type="button"
                aria-current={selected || undefined}
                tabIndex={selected || index === 0 ? 0 : -1}
                onClick={() => {
                  model.select(vehicleId);
                  map.reveal(bus);
                }}
              >
                <Row bus={bus} tint={model.tintOf.value(bus.vehicle.line)} now={now} />
              </button>
            </li>
          );
        })}
      </ul>
      {buses.length > ROWS && (
        <p class="hint">
          {ROWS} of {count(buses.length)} in view. Zoom in or choose lines to see the others here.
        </p>
      )}
      {buses.length === 0 && <p class="hint">No bus in view.</p>}
      {departures.value.map(({ vehicleId, line }) => (
        <p class="hint" key={vehicleId}>
          {line === null ? "A bus" : `A bus of line ${line}`} ({vehicleId}) was silent for 5 minutes and is
          taken off.
        </p>
      ))}
    </>
  );
}

function Row({ bus: { vehicle }, tint, now }: { bus: Bus; tint: number; now: number }) {
  const age = now - vehicle.observedAt;
  const stale = age > STALE_AFTER_MS;
  return (
    <>
      <LineBadge line={vehicle.line} tint={tint} />
      <span class="destination">{vehicle.destination ?? vehicle.direction ?? "destination unknown"}</span>
      <span class="figure" data-stale={stale}>
        {stale
          ? `◌ stale ${duration(age)}`
          : vehicle.speedMetersPerSecond === null
            ? duration(age)
            : speed(vehicle.speedMetersPerSecond)}
      </span>
    </>
  );
}

function inOrder({ vehicle: a }: Bus, { vehicle: b }: Bus): number {
  return (
    natural.compare(a.line ?? "~", b.line ?? "~") ||
    natural.compare(a.destination ?? "", b.destination ?? "") ||
    natural.compare(a.vehicleId, b.vehicleId)
  );
}
