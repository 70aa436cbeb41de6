import { weekdays } from "../../shell/day.ts";
import { count } from "../../shell/words.ts";

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

/** The same numbers as the picture: hours down, days across. */
export function WeekTable({ hours }: { hours: readonly number[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="week-table" tabIndex={0} aria-label="Accidents by hour of the week">
      <table>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {weekdays.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hoursOfDay.map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, "0")}:00</th>
              {weekdays.map((name, day) => (
                <td key={name}>{count(hours[day * 24 + hour] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
