import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { count } from "../../shell/words.ts";
import { accidentText, placeText } from "../accident-words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import type { AccidentMap } from "../map/accident-map.ts";
import type { AccidentDocument } from "../record/accident-document.ts";
import { recordGroups } from "../record/record-groups.ts";
import type { SinkCollection } from "../record/record-model.ts";
import { SeverityMark } from "./severity-mark.tsx";

/** The record of the accident chosen, as MongoDB has it; nothing while none is. */
export function RecordPanel({ model, map }: { model: AccidentsModel; map: AccidentMap | undefined }) {
  const id = model.seen.value.accident;
  const panel = useRef<HTMLElement>(null);
  // On a phone it stands under the map, out of sight.
  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), [id]);
  if (id === undefined) return null;
  const state = model.record.state.value;
  void model.drawn.value;
  const held = model.store.get(id);
  return (
    <section
      ref={panel}
      class="card details record"
      aria-labelledby="record-title"
      aria-busy={state.kind === "asking"}
    >
      <button
        type="button"
        class="close"
        aria-label="Close the record"
        onClick={() => model.select(undefined)}
      >
        ×
      </button>
      {state.kind === "found" ? (
        <Found document={state.document} collection={state.collection} />
      ) : (
        <header>
          {held !== undefined && <SeverityMark severity={held.severityLevel} />}
          <div>
            <h2 id="record-title">{held === undefined ? "Accident" : placeText(held)}</h2>
            <p>
              <code>{id}</code>
            </p>
          </div>
        </header>
      )}
      {state.kind !== "found" && held !== undefined && (
        <p class="hint">As the feed tells it: {accidentText(held)}.</p>
      )}
      <div role="status">
        {state.kind === "asking" && <p class="hint">Reading it back from MongoDB…</p>}
        {state.kind === "missing" && (
          <Problem kind="waits" retry={() => model.record.retryNow()}>
            <b>Not in MongoDB yet:</b> {state.reason}. Asked again every two seconds; mongo-sink writes in
            batches, and may be behind.
          </Problem>
        )}
        {state.kind === "away" && (
          <Problem kind="error" retry={() => model.record.retryNow()}>
            <b>MongoDB cannot be asked:</b> {state.reason}. Records are not lost: they wait in the log. Asked
            again every five seconds.
          </Problem>
        )}
        {state.kind === "none" && (
          <Problem kind="waits" retry={undefined}>
            <b>No archive here:</b> {state.reason}. With a MongoDB, <code>npm start</code> starts mongo-sink
            too.
          </Problem>
        )}
      </div>
      <ShowPlace model={model} map={map} />
    </section>
  );
}

function Found({
  document,
  collection,
}: {
  document: AccidentDocument;
  collection: SinkCollection | undefined;
}) {
  const { severityLevel: severity } = document;
  const city = typeof document.city === "string" ? document.city : null;
  return (
    <>
      <header>
        <SeverityMark severity={severity} />
        <div>
          <h2 id="record-title">{placeText({ city, state: document.meta.state })}</h2>
          <p>
            Severity {severity} · <code>{document._id}</code>
          </p>
        </div>
      </header>
      {typeof document.description === "string" && <p class="description">{document.description}</p>}
      {recordGroups(document).map(({ title, facts, otherwise }) => (
        <div class="facts" key={title}>
          <h3>{title}</h3>
          {facts.length === 0 && <p class="hint">{otherwise}</p>}
          <dl>
            {facts.map(({ name, value, twin, isOutlier }, index) => (
              <div key={index} data-outlier={isOutlier || undefined}>
                <dt>{name}</dt>
                <dd>
                  {value}
                  {isOutlier && <span class="outlier"> ▲ far from usual</span>}
                  {twin !== undefined && <small>{twin}</small>}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <p class="hint archive">{archiveText(collection)}</p>
    </>
  );
}

/** `Read back from MongoDB: time-series collection accidents, 12,043 documents.`, and why it is a plain one. */
function archiveText(collection: SinkCollection | undefined): string {
  if (collection === undefined) return "Read back from MongoDB.";
  const { kind, documents, reason } = collection;
  const why = kind === "plain" && reason !== null ? ` Plain: ${reason}.` : "";
  const many = documents === null ? "" : `, ${count(documents)} documents`;
  return `Read back from MongoDB: ${kind} collection accidents${many}.${why}`;
}

function Problem(props: {
  readonly kind: "waits" | "error";
  readonly retry: (() => void) | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="section-notice" data-kind={props.kind}>
      <p>{props.children}</p>
      {props.retry !== undefined && (
        <button type="button" class="button" onClick={props.retry}>
          Try now
        </button>
      )}
    </div>
  );
}

function ShowPlace({ model, map }: { model: AccidentsModel; map: AccidentMap | undefined }) {
  const place = model.selectedPlace.value;
  if (place === undefined || map === undefined || model.seen.value.isTable) return null;
  return (
    <button type="button" class="button" onClick={() => map.reveal(place)}>
      Show on the map
    </button>
  );
}
