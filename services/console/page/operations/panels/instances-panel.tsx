import { type InstanceState, type ServiceStates, wordOf } from "../../overview/service-states.ts";
import { duration, moment } from "../../shell/words.ts";
import type { OperationsModel } from "../operations-model.ts";
import { SectionNotice } from "./section-notice.tsx";

const SIGNS = { ready: "●", "not ready": "◌", "not live": "▲", away: "■" } as const;

/** Every instance of every service: ready or why not, how long its process has run, how often it began anew. */
export function InstancesPanel({ model }: { model: OperationsModel }) {
  const states = model.services.value.value;
  return (
    <section class="card instances" aria-labelledby="instances-title" aria-busy={states === undefined}>
      <header>
        <h2 id="instances-title">Instances</h2>
        {states !== undefined && (
          <span class="since">restarts seen since {moment(states.since, states.clock)}</span>
        )}
      </header>
      <SectionNotice poll={model.services} waitsFor="Asking each service how it is" />
      {states?.services.length === 0 && (
        <p class="empty">
          <b>○ No services are named.</b> <code>npm start</code> names them all; by hand, set{" "}
          <code>OPS_URLS</code>.
        </p>
      )}
      <ul>
        {states?.services.flatMap(({ name, instances }) =>
          instances.map((state) => (
            <Instance key={`${name} ${state.instance}`} service={name} state={state} clock={states.clock} />
          )),
        )}
      </ul>
    </section>
  );
}

function Instance({
  service,
  state,
  clock,
}: { service: string; state: InstanceState } & Pick<ServiceStates, "clock">) {
  const word = wordOf(state);
  const { instance, problem, checks, startedAt, restarts } = state;
  const reasons = problem === null ? checks.filter(({ ok }) => !ok) : [];
  return (
    <li data-word={word}>
      <p class="instance">
        <b>{service}</b> <code>{instance}</code>
        <span class="word">
          <span aria-hidden="true">{SIGNS[word]}</span> {word}
        </span>
      </p>
      <p class="reason">
        {startedAt === null
          ? "when it began is not known"
          : problem === null
            ? `runs for ${duration(clock - startedAt)}`
            : `its last process began ${duration(clock - startedAt)} ago`}
        , <span data-many={restarts > 0 || undefined}>{restartsWord(restarts)}</span>
      </p>
      {problem !== null && <p class="reason">The instance {problem}.</p>}
      {reasons.map(({ name, detail }) => (
        <p class="reason" key={name}>
          <b>{name}:</b> {detail}
        </p>
      ))}
    </li>
  );
}

function restartsWord(restarts: number): string {
  if (restarts === 0) return "no restart";
  return restarts === 1 ? "1 restart" : `${restarts} restarts`;
}
