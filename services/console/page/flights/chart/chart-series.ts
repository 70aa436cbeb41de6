import type uPlot from "uplot";
import { airlineMark } from "../airlines.ts";
import { indexOfDay, type Picture } from "../counts/picture.ts";
import { type ChartColors, mixed } from "./chart-colors.ts";
import type { EndLabel } from "./end-labels.ts";

/** How each airline is drawn, in the order of `dataOf`. Data that is not of now is grey. */
export function seriesOf(picture: Picture, colors: ChartColors, isOld: boolean): uPlot.Series[] {
  return paintOrder(picture).map((index) => {
    const { tint, isDashed } = airlineMark(picture.airlines[index] as string);
    const color = isOld ? colors.faded : (colors.tints[tint] ?? colors.ink);
    const points = { show: false };
    if (picture.view === "lines")
      return { stroke: color, width: 1.75, points, ...(isDashed && { dash: [5, 3] }) };
    // A hairline of the ground between two areas: their own colours would cross where they are thin.
    return {
      stroke: colors.ground,
      width: 0.5,
      fill: mixed(color, colors.ground, isDashed ? 0.42 : 0.7),
      points,
    };
  });
}

export function dataOf(picture: Picture): uPlot.AlignedData {
  const lines = paintOrder(picture).map((index) => picture.heights[index] as (number | null)[]);
  return [picture.days as number[], ...lines];
}

/** What stands where each line ends on that day: code and value, the code alone without a format. */
export function endLabels(
  picture: Picture,
  day: number,
  look: {
    readonly colors: ChartColors;
    readonly isOld: boolean;
    readonly format: ((value: number) => string) | undefined;
  },
): EndLabel[] {
  const index = indexOfDay(picture, day) ?? -1;
  return picture.airlines.flatMap((airline, at) => {
    const height = picture.heights[at]?.[index] ?? null;
    const value = picture.values[at]?.[index] ?? null;
    if (height === null || value === null) return [];
    const tint = look.colors.tints[airlineMark(airline).tint] ?? look.colors.ink;
    return [
      {
        text: look.format === undefined ? airline : `${airline} ${look.format(value)}`,
        // In the middle of an area, at the end of a line.
        height: picture.view === "lines" ? height : height - value / 2,
        color: look.isOld ? look.colors.soft : tint,
      },
    ];
  });
}

/** The last airline of a stack lies on top and is painted first: the areas of those before it cover its own. */
function paintOrder({ airlines, view }: Picture): number[] {
  const order = airlines.map((_, index) => index);
  return view === "lines" ? order : order.reverse();
}
