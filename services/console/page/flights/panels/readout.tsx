import { dayWords } from "../../shell/day.ts";
import { figure } from "../../shell/number-words.ts";
import { airlineName } from "../airlines.ts";
import { indexOfDay, type Picture } from "../counts/picture.ts";
import type { FlightsModel } from "../flights-model.ts";
import { Swatch } from "./airline-choice.tsx";

/** The values under the crosshair, the highest first; beside the line, on the side with room. */
export function Readout({
  model,
  picture,
  day,
  left,
}: {
  model: FlightsModel;
  picture: Picture;
  day: number;
  left: number;
}) {
  const rows = valuesOn(picture, day);
  const sum = rows.reduce((total, { value }) => total + (value ?? 0), 0);
  return (
    <div
      class="readout panel"
      data-side={left > 420 ? "left" : "right"}
      style={{ "--at": `${left}px` }}
      aria-hidden="true"
    >
      <b>{dayWords(day)}</b>
      {isBeingCounted(model, day) && <small>being counted</small>}
      <table>
        <tbody>
          {rows.map(({ airline, value }) => (
            <tr key={airline}>
              <td>
                <Swatch code={airline} /> {airline}
              </td>
              <td>{figure(value, picture.isPercent)}</td>
            </tr>
          ))}
          {picture.view === "stacked" && (
            <tr class="sum">
              <td>Sum</td>
              <td>{figure(sum, false)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The same for a screen reader: `Wed, 4 Mar 2015: Southwest 3,412, Delta 2,210.` */
export function readoutText(model: FlightsModel, picture: Picture, day: number): string {
  const values = valuesOn(picture, day).map(
    ({ airline, value }) =>
      `${airlineName(airline)} ${value === null ? "none" : figure(value, picture.isPercent)}`,
  );
  return `${dayWords(day)}${isBeingCounted(model, day) ? ", being counted" : ""}: ${values.join(", ")}.`;
}

function valuesOn(picture: Picture, day: number) {
  const index = indexOfDay(picture, day) ?? -1;
  const rows = picture.airlines.map((airline, at) => ({
    airline,
    value: picture.values[at]?.[index] ?? null,
  }));
  return rows.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

/** More flights of the last day may come while the replay goes on. */
function isBeingCounted(model: FlightsModel, day: number): boolean {
  const kind = model.kind.peek();
  return day === model.table.last && (kind === "live" || kind === "paused");
}
