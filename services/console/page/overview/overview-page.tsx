import { useMemo } from "preact/hooks";
import { StateBadge } from "../shell/state-badge.tsx";
import { useWhileSeen } from "../shell/while-seen.ts";
import { duration } from "../shell/words.ts";
import { OverviewModel } from "./overview-model.ts";
import { ServiceCard } from "./service-card.tsx";
import { summary } from "./service-states.ts";

/** All services with their instances: who is ready, and who is not for which reason. */
export function OverviewPage() {
  const model = useMemo(() => new OverviewModel(), []);
  useWhileSeen(model);
  void model.beat.value;
  const states = model.states.value;
  const kind = model.kind.value;
  const { ready, all } = summary(states?.services ?? []);
  return (
    <main class="page overview" data-state={kind}>
      <header class="top">
        <h1>Overview</h1>
        <StateBadge kind={kind} subject="Services" />
        <dl class="figures">
          <div>
            <dt>Ready</dt>
            <dd>{states === undefined ? "none yet" : `${ready} of ${all} instances`}</dd>
          </div>
          <div>
            <dt>Asked</dt>
            <dd>{states === undefined ? "none yet" : `${duration(model.age)} ago`}</dd>
          </div>
        </dl>
      </header>
      <div class="services" aria-busy={states === undefined}>
        {kind === "loading" && [1, 2, 3].map((n) => <div key={n} class="card skeleton" />)}
        {kind === "loading" && <p class="hint">Asking each service how it is…</p>}
        {(kind === "error" || kind === "reconnecting") && (
          <p class="card notice-card" data-kind={kind}>
            <b>{kind === "error" ? "No answer:" : "Reconnecting:"}</b> {model.failure.value}.{" "}
            {kind === "error" ? (
              <>
                Is it running? <code>npm start</code> starts all.
              </>
            ) : (
              "What you see is from before."
            )}
          </p>
        )}
        {kind === "empty" && (
          <p class="card notice-card">
            <b>No services are named.</b> <code>npm start</code> names them all; by hand, set{" "}
            <code>OPS_URLS</code>.
          </p>
        )}
        {states?.services.map((service) => (
          <ServiceCard key={service.name} service={service} />
        ))}
      </div>
    </main>
  );
}
