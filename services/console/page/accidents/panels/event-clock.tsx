import { count } from "../../shell/words.ts";
import { shortTime } from "../accident-words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { CELL_LEVELS } from "../map/cell-scale.ts";
import { CELL_LEAST, type MapPicture } from "../map/map-picture.ts";
import { windowText } from "../time-window.ts";

const day = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const time = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
/** The feed may begin later than the window by that much without a word, ms. */
const SLACK_MS = 3_600_000;

/** The time of the data: when the newest accident began, and what of the time before it is on the map. */
export function EventClock(props: {
  readonly model: AccidentsModel;
  readonly picture:
    | (Pick<MapPicture, "inView"> & { readonly end: number; readonly hasCells: boolean })
    | undefined;
}) {
  const { model, picture } = props;
  const selection = model.selection.value;
  if (selection === undefined) return null;
  const { until, since, oldest } = selection;
  return (
    <section class="panel event-clock" aria-label="Time of the data">
      <p class="day">{day.format(until)}</p>
      <p class="time">
        {time.format(until)} <small>UTC</small>
      </p>
      {picture !== undefined && (
        <p class="hint">
          <b>{count(picture.inView)}</b> in view, of the last {windowText(model.seen.value.window)}
        </p>
      )}
      {oldest - since > SLACK_MS && <p class="hint">Held since {shortTime(oldest)}</p>}
      {picture?.hasCells === true && (
        <p class="hint cell-legend">
          <span>{CELL_LEAST}</span>
          {Array.from({ length: CELL_LEVELS }, (_, level) => (
            <svg key={level} viewBox="-10 -10 20 20" aria-hidden="true" data-cell={level}>
              <path d={HEX} transform={`scale(${0.7 + (0.3 * level) / (CELL_LEVELS - 1)})`} />
            </svg>
          ))}
          <span>{count(picture.end)} a cell</span>
        </p>
      )}
    </section>
  );
}

const HEX = "M0-9.5L8.2-4.75V4.75L0 9.5L-8.2 4.75V-4.75z";
