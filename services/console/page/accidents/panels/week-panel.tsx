import { useSignal } from "@preact/signals";
import { note } from "../../shell/address.ts";
import { weekdays } from "../../shell/day.ts";
import { LEVELS, levelOf } from "../../shell/levels.ts";
import { percent } from "../../shell/number-words.ts";
import { count } from "../../shell/words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { severities } from "../severity.ts";
import { stateName } from "../state-names.ts";
import { weekHours } from "../totals.ts";
import { WeekTable } from "./week-table.tsx";

const CELL = 10;
const HOURS = 24;

/** When accidents begin: the hours of the local week, of the country or of the chosen state. */
export function WeekPanel({ model }: { model: AccidentsModel }) {
  const pointed = useSignal<number | undefined>(undefined);
  const { state, severities: chosen, isHoursTable } = model.seen.value;
  const totals = (state === undefined ? model.counts.totals : model.counts.stateTotals).value.value;
  const hours = totals === undefined ? undefined : weekHours(totals, chosen);
  const all = hours?.reduce((sum, one) => sum + one, 0) ?? 0;
  const at = pointed.value;
  return (
    <section class="card week" aria-labelledby="week-title" aria-busy={hours === undefined}>
      <header>
        <h2 id="week-title">Local hours of the week</h2>
        <span class="since">
          {state === undefined ? "all states" : stateName(state)}
          {chosen.length < severities.length && `, severity ${chosen.join(", ")}`}
        </span>
        <button
          type="button"
          class="button"
          aria-pressed={isHoursTable}
          onClick={() => note({ hours: isHoursTable ? null : "table" })}
        >
          {isHoursTable ? "Picture" : "Numbers"}
        </button>
      </header>
      {hours === undefined ? (
        <div class="week-empty" />
      ) : isHoursTable ? (
        <WeekTable hours={hours} />
      ) : (
        <WeekMap hours={hours} point={(hour) => (pointed.value = hour)} />
      )}
      {hours !== undefined && !isHoursTable && (
        <p class="hint">
          {at === undefined
            ? summaryOf(hours, all)
            : `${hourText(at)}: ${count(hours[at] ?? 0)}, ${shareText(hours[at] ?? 0, all)}`}
        </p>
      )}
    </section>
  );
}

/** Cells of one tint are one path: 168 elements would be walked through by every reader of the page. */
function WeekMap({ hours, point }: { hours: readonly number[]; point: (hour: number | undefined) => void }) {
  const most = Math.max(1, ...hours);
  const paths = Array.from({ length: LEVELS }, () => "");
  for (const [hour, sum] of hours.entries()) {
    if (sum === 0) continue;
    const level = levelOf(sum, 0, most);
    paths[level] += `M${(hour % HOURS) * CELL + 0.5} ${Math.floor(hour / HOURS) * CELL + 0.5}h9v9h-9z`;
  }
  const [width, height] = [HOURS * CELL, weekdays.length * CELL];
  return (
    <div class="week-map">
      <div class="week-days" aria-hidden="true">
        {weekdays.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={summaryOf(
          hours,
          hours.reduce((sum, one) => sum + one, 0),
        )}
        onPointerMove={(event) => point(hourUnder(event))}
        onPointerLeave={() => point(undefined)}
      >
        <rect width={width} height={height} class="ground" />
        {paths.map((d, level) => d !== "" && <path key={level} d={d} data-level={level} />)}
      </svg>
      <div class="week-hours" aria-hidden="true">
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour}>{String(hour).padStart(2, "0")}:00</span>
        ))}
      </div>
    </div>
  );
}

function hourUnder(event: PointerEvent): number {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  const hour = Math.min(HOURS - 1, Math.floor(((event.clientX - box.left) / box.width) * HOURS));
  const day = Math.min(
    weekdays.length - 1,
    Math.floor(((event.clientY - box.top) / box.height) * weekdays.length),
  );
  return Math.max(0, day) * HOURS + Math.max(0, hour);
}

/** `Fri 17:00–17:59` */
function hourText(hour: number): string {
  const clock = String(hour % HOURS).padStart(2, "0");
  return `${weekdays[Math.floor(hour / HOURS)]} ${clock}:00–${clock}:59`;
}

function shareText(sum: number, all: number): string {
  return `${percent(all === 0 ? null : (100 * sum) / all)} of ${count(all)}`;
}

function summaryOf(hours: readonly number[], all: number): string {
  if (all === 0) return "Nothing is counted yet.";
  const most = Math.max(...hours);
  return `Most: ${hourText(hours.indexOf(most))}, ${count(most)}, ${shareText(most, all)}`;
}
