import { type InstanceState, type ServiceState, wordOf } from "./service-states.ts";

const SIGNS = { ready: "●", "not ready": "◌", "not live": "▲", away: "■" } as const;

export function ServiceCard({ service: { name, instances } }: { service: ServiceState }) {
  const ready = instances.filter((instance) => wordOf(instance) === "ready").length;
  const kind = ready === instances.length ? "good" : ready > 0 ? "partly" : "bad";
  return (
    <section class="card" data-kind={kind} aria-labelledby={`service-${name}`}>
      <header>
        <h2 id={`service-${name}`}>{name}</h2>
        <span class="ready">
          {ready} of {instances.length} ready
        </span>
      </header>
      <ul>
        {instances.map((instance) => (
          <Instance key={instance.instance} state={instance} />
        ))}
      </ul>
    </section>
  );
}

function Instance({ state }: { state: InstanceState }) {
  const word = wordOf(state);
  const failing = state.checks.filter(({ ok }) => !ok);
  return (
    <li data-word={word}>
      <p class="instance">
        <span class="word">
          <span aria-hidden="true">{SIGNS[word]}</span> {word}
        </span>
        <code>{state.instance}</code>
      </p>
      {state.problem !== null && <p class="reason">The instance {state.problem}.</p>}
      {failing.map(({ name, detail }) => (
        <p class="reason" key={name}>
          <b>{name}:</b> {detail}
        </p>
      ))}
      {failing.length === 0 && state.checks.length > 0 && (
        <details>
          <summary>
            {state.checks.length} {state.checks.length === 1 ? "check" : "checks"} passed
          </summary>
          {state.checks.map(({ name, detail }) => (
            <p class="reason" key={name}>
              <b>{name}:</b> {detail}
            </p>
          ))}
        </details>
      )}
    </li>
  );
}
