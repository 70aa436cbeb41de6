import type { ComponentChildren } from "preact";
import { duration, occupancy, plusMinus, punctuality, speed, timeOfDay } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";
import { STALE_AFTER_MS, type Vehicle } from "../feed/vehicle.ts";
import type { BusMap } from "../map/bus-map.ts";
import { uncertaintyMeters } from "../motion/uncertainty.ts";
import { LineBadge } from "./line-badge.tsx";

/** All that is known of the bus chosen; nothing while none is. */
export function Details({ model, map }: { model: BusesModel; map: BusMap }) {
  void model.beat.value;
  const id = model.selectedId.value;
  if (id === undefined) return null;
  const bus = model.fleet.buses.get(id);
  const close = (
    <button
      type="button"
      class="close"
      aria-label="Close the details"
      onClick={() => model.select(undefined)}
    >
      ×
    </button>
  );
  if (bus === undefined) {
    return (
      <section class="panel details" aria-label="Bus">
        {close}
        <p class="hint">
          {model.state.value.kind === "loading" ? "Waiting for" : "The feed has no fix of"} <code>{id}</code>
          {model.state.value.kind !== "loading" && ": it may be out of this view, or silent for five minutes"}
          .
        </p>
      </section>
    );
  }
  const { vehicle } = bus;
  return (
    <section class="panel details" aria-label="Bus">
      {close}
      <header>
        <LineBadge line={vehicle.line} tint={model.tintOf.value(vehicle.line)} />
        <div>
          <h2>{vehicle.destination ?? "Destination unknown"}</h2>
          <p>{vehicle.direction ?? "direction unknown"}</p>
        </div>
      </header>
      <Facts vehicle={vehicle} model={model} />
      <button
        type="button"
        class="button"
        onClick={() => map.map.setView([vehicle.latitude, vehicle.longitude])}
      >
        Centre on it
      </button>
    </section>
  );
}

function Facts({ vehicle, model }: { vehicle: Vehicle; model: BusesModel }) {
  const age = model.clock.now() - vehicle.observedAt;
  const stop = vehicle.nextStopId;
  return (
    <dl>
      <Fact name="Speed">{speed(vehicle.speedMetersPerSecond)}</Fact>
      <Fact name="Last fix">
        <span data-stale={age > STALE_AFTER_MS}>
          {age > STALE_AFTER_MS && "◌ stale, "}
          {duration(age)} ago
        </span>
        <small>{timeOfDay(vehicle.observedAt)}</small>
      </Fact>
      <Fact name="Next stop">
        {stop === null ? "not reported" : (model.book.stopName(vehicle.line, stop) ?? stop)}
      </Fact>
      <Fact name="Timetable">{punctuality(vehicle.delaySeconds)}</Fact>
      <Fact name="Room">{occupancy(vehicle.occupancy)}</Fact>
      <Fact name="Place shown">
        {plusMinus(uncertaintyMeters(age / 1000))}
        <small>along its way, growing until the next fix</small>
      </Fact>
      <Fact name="Vehicle">
        <code>{vehicle.vehicleId}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
