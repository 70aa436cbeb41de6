import type { DeadLetterPlace, DeadLetterSummary } from "@tributary/operations";
import { useEffect, useRef } from "preact/hooks";
import { moveInList } from "../../shell/arrow-keys.ts";
import { count, duration, moment } from "../../shell/words.ts";
import type { DeadLettersAnswer } from "../answers.ts";
import { writePlace } from "../operations-address.ts";
import type { OperationsModel } from "../operations-model.ts";

/** Newest first. The time is the button that opens a row; all of the row leads to it. */
export function LetterTable({ model, answer }: { model: OperationsModel; answer: DeadLettersAnswer }) {
  const chosen = model.letter.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const place = chosen === undefined ? "" : writePlace(chosen);
  useEffect(() => {
    // The details beside it make the page narrower, which moves the rows.
    if (place !== "") body.current?.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest" });
  }, [place]);
  const isListed = answer.deadLetters.some((letter) => isSame(letter, chosen));
  return (
    <table class="letter-table">
      <thead>
        <tr>
          <th scope="col">Buried</th>
          <th scope="col" class="error">
            Error
          </th>
          <th scope="col" class="stage">
            Stage
          </th>
          <th scope="col" class="from">
            From
          </th>
          <th scope="col" class="message">
            Message
          </th>
          <th scope="col" class="key-column">
            Key
          </th>
          <th scope="col" class="sent">
            Re-sent
          </th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={moveInList}>
        {answer.deadLetters.map((letter, index) => (
          <Row
            key={`${letter.group} ${letter.partition} ${letter.offset}`}
            letter={letter}
            clock={answer.clock}
            isChosen={isSame(letter, chosen)}
            isInTabOrder={isListed ? isSame(letter, chosen) : index === 0}
            open={() => model.select(letter)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  letter: { letter, group, buriedAt, key, resentAt, isForeign, row },
  clock,
  isChosen,
  isInTabOrder,
  open,
}: {
  letter: DeadLetterSummary;
  clock: number;
  isChosen: boolean;
  isInTabOrder: boolean;
  open: () => void;
}) {
  return (
    <tr data-chosen={isChosen || undefined}>
      <td class="buried">
        <button
          type="button"
          aria-current={isChosen || undefined}
          tabIndex={isInTabOrder ? 0 : -1}
          onClick={open}
        >
          {duration(clock - buriedAt)} ago
        </button>
        <small>{moment(buriedAt, clock)}</small>
      </td>
      <td class="error">
        <b>{letter.error}</b>
        <small>
          {resentAt.length > 0 && <span class="sent-too">↻ {count(resentAt.length)}× </span>}
          {group}
        </small>
      </td>
      <td class="stage">{letter.stage}</td>
      <td class="from">
        {row !== null ? (
          <>
            {row.file}
            <small>line {row.line === null ? "not told" : count(row.line)}</small>
          </>
        ) : isForeign ? (
          "not told"
        ) : (
          <>
            {letter.topic}
            <small>
              partition {letter.partition}, offset {count(letter.offset)}
            </small>
          </>
        )}
      </td>
      <td class="message">{letter.message}</td>
      <td class="key-column">{key === null ? <i>none</i> : <code>{key}</code>}</td>
      <td class="sent">{resentAt.length === 0 ? "–" : `↻ ${count(resentAt.length)}×`}</td>
    </tr>
  );
}

function isSame(a: DeadLetterPlace, b: DeadLetterPlace | undefined): boolean {
  return b !== undefined && a.group === b.group && a.partition === b.partition && a.offset === b.offset;
}
