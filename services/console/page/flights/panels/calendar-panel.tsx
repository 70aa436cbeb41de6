import { airlineLabel } from "../airlines.ts";
import type { CountTable } from "../counts/count-table.ts";
import { endsOf, LEVELS, levelOf } from "../counts/levels.ts";
import { type Denominator, type Measure, measured, measureNames, unitOf } from "../counts/measure.ts";
import { dayWords, monthName, monthStart, weekdayOf, yearOf } from "../day.ts";
import type { FlightsModel } from "../flights-model.ts";
import { figure } from "../number-words.ts";

const CELL = 14;
const SIZE = 12;
const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** A year of one airline, a cell a day. A month's name zooms the chart to it. */
export function CalendarPanel({ model }: { model: FlightsModel }) {
  void model.drawn.value;
  const { measure, of, range } = model.seen.value;
  const airline = model.selected.value;
  const { first, last } = model.table;
  const year = yearOf(range?.[0] ?? first ?? model.span.value?.[0] ?? 0);
  if (first === undefined || last === undefined) return null;
  const valueOn = (day: number) => valueOnDay(model.table, airline, day, measure, of);
  const values: number[] = [];
  for (
    let day = Math.max(first, monthStart(year, 0));
    day <= Math.min(last, monthStart(year, 12) - 1);
    day++
  ) {
    const value = valueOn(day);
    if (value !== null && value !== 0) values.push(value);
  }
  const [least, most] = endsOf(values) ?? [0, 0];
  const isShare = measure === "on-time";
  return (
    <section class="card calendar" aria-labelledby="calendar-title">
      <header>
        <h2 id="calendar-title">
          {airlineLabel(airline)} in {year}
        </h2>
        <span class="since">{isShare ? `On time, % of ${of} flights` : measureNames[measure]}</span>
      </header>
      <div class="months">
        {MONTHS.map((month) => {
          const [from, to] = [monthStart(year, month), monthStart(year, month + 1) - 1];
          const isReached = from <= last && to >= first;
          return (
            <div class="month" key={month}>
              <button
                type="button"
                class="month-name"
                disabled={!isReached}
                aria-label={`Zoom to ${monthName(from)} ${year}`}
                onClick={() => model.zoom([from, to])}
              >
                {monthName(from)}
              </button>
              <svg
                viewBox={`0 0 ${7 * CELL} ${6 * CELL}`}
                role="img"
                aria-label={summary(from, to, valueOn, isShare)}
              >
                {days(from, to).map((day) => {
                  const value = day < first || day > last ? undefined : valueOn(day);
                  const at = weekdayOf(from) - 1 + day - from;
                  return (
                    <rect
                      key={day}
                      x={(at % 7) * CELL + 1}
                      y={Math.floor(at / 7) * CELL + 1}
                      width={SIZE}
                      height={SIZE}
                      rx="2.5"
                      data-level={levelFor(value, least, most)}
                    >
                      {value !== undefined && (
                        <title>
                          {dayWords(day)}: {figure(value, isShare)} {isShare ? "" : unitOf(measure, of)}
                        </title>
                      )}
                    </rect>
                  );
                })}
              </svg>
            </div>
          );
        })}
      </div>
      <p class="legend hint">
        {values.length > 0 && (
          <>
            ≤{"\u202f"}
            {figure(least, isShare)}{" "}
            <span aria-hidden="true">
              {Array.from({ length: LEVELS }, (_, level) => (
                <i key={level} data-level={level} />
              ))}
            </span>{" "}
            ≥{"\u202f"}
            {figure(most, isShare)}.{" "}
          </>
        )}
        Outlined: none. Faint: not reached.
      </p>
    </section>
  );
}

function valueOnDay(
  table: CountTable,
  airline: string,
  day: number,
  measure: Measure,
  of: Denominator,
): number | null {
  return measured(measure, table.sum(airline, day, day), of);
}

function levelFor(value: number | null | undefined, least: number, most: number): number | "none" | "ahead" {
  if (value === undefined) return "ahead";
  return value === null || value === 0 ? "none" : levelOf(value, least, most);
}

function days(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A month in words: the cells alone would be a picture for the eye only. */
function summary(
  from: number,
  to: number,
  valueOn: (day: number) => number | null,
  isShare: boolean,
): string {
  const values = days(from, to).flatMap((day) => {
    const value = valueOn(day);
    return value === null || value === 0 ? [] : [value];
  });
  if (values.length === 0) return `${monthName(from)}: nothing counted`;
  return `${monthName(from)}: ${figure(Math.min(...values), isShare)} to ${figure(Math.max(...values), isShare)} a day`;
}
