import { useSignalEffect } from "@preact/signals";
import { count } from "../../shell/words.ts";
import { graphs } from "../graph.ts";
import type { StocksModel } from "../stocks-model.ts";
import { barTimeWords, differenceWords } from "../stocks-words.ts";
import type { Verification, Verified } from "../verify/verification.ts";

/** Past this a difference is none of rounding. */
const SOUND = 1e-9;

/** What is in sight, computed again in the browser: how far it is from what the service told. */
export function VerifyPanel({ model }: { model: StocksModel }) {
  const { verification } = model;
  useSignalEffect(() => {
    void model.beat.value;
    void model.feed.older.value;
    void verification.inSight.value;
    verification.reachBack();
    verification.look();
  });
  const found = verification.found.value;
  const failure = model.settings.failure.value;
  return (
    <section class="verify" aria-label="Computed again">
      {found === undefined ? (
        <p>
          {model.settings.value.value !== undefined
            ? "Computing…"
            : failure === undefined
              ? "Asking for the periods of the indicators…"
              : `Nothing can be computed again: the periods of the indicators are not known, ${failure}.`}
        </p>
      ) : (
        <Findings model={model} found={found} />
      )}
    </section>
  );
}

function Findings({ model, found }: { model: StocksModel; found: Verification }) {
  const { list, older } = model.feed;
  const worst = found.verified.reduce<Verified | undefined>(
    (most, one) => (one.count > 0 && (most === undefined || one.largest > most.largest) ? one : most),
    undefined,
  );
  const own = [...model.parameters.own.value.keys()].map(
    (kind) => `${graphs[kind].name} ${model.parameters.words(kind)}`,
  );
  const isSound = worst === undefined || worst.largest <= SOUND;
  return (
    <>
      <p data-sound={isSound}>
        <b>
          {worst === undefined
            ? "Nothing to compare yet"
            : `${isSound ? "✓" : "▲"} largest relative difference ${differenceWords(worst.largest)}`}
        </b>
        {worst?.at !== undefined &&
          ` of ${worst.name} at ${barTimeWords(model.interval.value ?? "1d", model.times.value.local(worst.at))}`}
        . {count(found.bars)} bars in sight, computed again in this page from {count(list.all.length)} bars
        {list.first?.barCount === 1 ? ", the first included" : ""}.
      </p>
      <ul>
        {found.verified.map(({ name, count: values, largest }) => (
          <li key={name} data-sound={largest <= SOUND}>
            {name} <b>{values === 0 ? "no value yet" : differenceWords(largest)}</b>{" "}
            {values > 0 && <small>{count(values)} values</small>}
          </li>
        ))}
      </ul>
      {own.length > 0 && (
        <p>
          Verified is what the service told. {own.join(", ")} {own.length === 1 ? "is" : "are"} computed in
          this page to begin with: there is nothing to hold {own.length === 1 ? "it" : "them"} against.
        </p>
      )}
      {found.left !== undefined && (
        <p>
          Not computed: {found.left.names.join(", ")}; {found.left.reason}
          {older.value === "coming" && ", which are being loaded"}
          {model.verification.isFull && ", and no more fit into this page"}
          {older.value === "failed" && ", and asking for them failed"}.
        </p>
      )}
    </>
  );
}
