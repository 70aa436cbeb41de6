import type { DeadLetterDetail, RowPlace } from "@tributary/operations";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { count, moment } from "../../shell/words.ts";
import type { ActionModel } from "../actions/action-model.ts";
import type { OperationsModel } from "../operations-model.ts";
import { SectionNotice } from "./section-notice.tsx";

/** As in operations.css: below it the details cover the page. */
const covering = matchMedia("(max-width: 999px)");

/** The dead letter chosen: what happened to it, its headers, its bytes, and what they say. */
export function LetterDetails({
  model,
  actions,
  close,
}: {
  model: OperationsModel;
  actions: ActionModel;
  close: () => void;
}) {
  const place = model.letter.value;
  const panel = useRef<HTMLElement>(null);
  const isOpen = place !== undefined;
  useEffect(() => {
    if (isOpen && covering.matches) panel.current?.focus();
  }, [isOpen]);
  if (place === undefined) return null;
  const letter = model.detail.value.value;
  const mayAct = model.groups.value.value?.actions.allowed === true;
  return (
    <aside class="letter" aria-label="Dead letter" tabIndex={-1} ref={panel}>
      <header>
        <h2>{letter?.letter.error ?? "Dead letter"}</h2>
        <button type="button" class="close" aria-label="Close the details" onClick={close}>
          ×
        </button>
      </header>
      {/* A dead letter that is gone is no outage. */}
      {model.detail.failure.value?.startsWith("no dead letter") === true ? (
        <p class="section-notice" data-kind="error">
          <b>Gone:</b> {model.detail.failure.value}.
        </p>
      ) : (
        <SectionNotice poll={model.detail} waitsFor="Reading its bytes" />
      )}
      {letter !== undefined && (
        <>
          <p class="said">{letter.letter.message}</p>
          {mayAct && !letter.isForeign && letter.row === null && (
            <button
              type="button"
              class="button main"
              onClick={() => void actions.begin({ what: "resend", place })}
            >
              Resend…
            </button>
          )}
          {letter.row !== null && (
            <p class="hint">A row is not sent again: mend it in its file, and replay the file.</p>
          )}
          <Facts letter={letter} now={Date.now()} />
          <Content letter={letter} />
        </>
      )}
    </aside>
  );
}

function Facts({ letter: detail, now }: { letter: DeadLetterDetail; now: number }) {
  const { letter, group, partition, offset, buriedAt, isForeign, row, key, valueBytes, resentAt } = detail;
  const isRecord = row === null;
  return (
    <dl>
      <Fact name="Group">{group}</Fact>
      <Fact name="Buried">{moment(buriedAt, now)}</Fact>
      {row !== null && <RowFacts row={row} letter={letter} />}
      {isRecord && !isForeign && (
        <>
          <Fact name="From">
            {letter.topic}
            <small>
              partition {letter.partition}, offset {count(letter.offset)}
            </small>
          </Fact>
          <Fact name="Written there">{moment(letter.timestamp, now)}</Fact>
          <Fact name="Stage">{letter.stage}</Fact>
          <Fact name="By">
            {letter.service} {letter.version}
          </Fact>
          <Fact name="Burials">
            {count(letter.attempts)}
            <small>the first {moment(letter.firstSeen, now)}</small>
          </Fact>
        </>
      )}
      {isRecord && (
        <Fact name="Sent again">
          {resentAt.length === 0
            ? "never"
            : resentAt.map((at) => <small key={at}>↻ {moment(at, now)}</small>)}
        </Fact>
      )}
      <Fact name="Lies at">
        <code>
          {group}.dlq {partition}·{offset}
        </code>
      </Fact>
      {isRecord && <Fact name="Key">{key === null ? "none" : <code>{key}</code>}</Fact>}
      <Fact name="Value">{valueBytes === null ? "none" : `${count(valueBytes)}\u202fB`}</Fact>
    </dl>
  );
}

function RowFacts({ row, letter }: { row: RowPlace; letter: DeadLetterDetail["letter"] }) {
  const { file, line, byteOffset, column } = row;
  const number = (known: number | null) => (known === null ? "not told" : count(known));
  return (
    <>
      <Fact name="From">
        {file}
        <small>
          line {number(line)}, byte {number(byteOffset)}
        </small>
      </Fact>
      {column !== null && <Fact name="Column">{column}</Fact>}
      <Fact name="Stage">{letter.stage}</Fact>
      <Fact name="By">
        {letter.service} {letter.version}
      </Fact>
    </>
  );
}

function Content({ letter: { decoded, hex, valueBytes, rowText } }: { letter: DeadLetterDetail }) {
  return (
    <>
      <h3>{rowText === null ? "Decoded" : "Row"}</h3>
      {rowText !== null ? (
        <Code label="Text of the row">{rowText}</Code>
      ) : decoded.ok ? (
        <Code label="Decoded value">{decoded.json}</Code>
      ) : (
        <p class="undecoded">
          <b>{decoded.reason}:</b> {decoded.detail}
        </p>
      )}
      <h3>Bytes</h3>
      {hex === "" ? <p class="undecoded">none</p> : <Code label="Bytes of the value">{hex}</Code>}
      {(valueBytes ?? 0) > 4_096 && <p class="hint">The first 4,096 of {count(valueBytes ?? 0)}.</p>}
    </>
  );
}

function Code({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>{children}</pre>
    </section>
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
