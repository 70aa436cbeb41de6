import type uPlot from "uplot";
import { monthName, monthOf, shortDay, yearOf } from "../../shell/day.ts";
import { count } from "../../shell/words.ts";
import type { Height } from "./axis.ts";
import type { ChartColors } from "./chart-colors.ts";

const FONT = '12px "Inter Variable", system-ui, sans-serif';
/** Room for `12,500`: fixed, so that the plot does not move when a label grows. */
const SIDE = 52;

/** Days below, numbers at the side; each axis keeps its size whatever its labels say. */
export function axes(options: {
  readonly colors: ChartColors;
  /** The days to label, given the axis' length in CSS pixels. */
  readonly days: (pixels: number) => readonly number[];
  readonly height: () => Height;
  readonly isPercent: boolean;
}): uPlot.Axis[] {
  const { colors, days, height, isPercent } = options;
  const look = {
    stroke: colors.soft,
    font: FONT,
    ticks: { show: false },
    grid: { stroke: colors.line, width: 1 },
  };
  return [
    {
      ...look,
      size: 30,
      gap: 6,
      splits: (plot) => [...days(plot.over.clientWidth || plot.width - SIDE)],
      values: (_plot, splits) => labelsOf(splits),
    },
    {
      ...look,
      size: SIDE,
      gap: 6,
      splits: () => {
        const { top, step } = height();
        return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
      },
      values: (_plot, splits) => splits.map((value) => `${count(value)}${isPercent ? "\u202f%" : ""}`),
    },
  ];
}

/** `Jan 2015`, `Feb`, … where months begin, else `2 Mar`. */
function labelsOf(days: readonly number[]): string[] {
  const areMonths = days.every((day) => shortDay(day).startsWith("1 "));
  return days.map((day, index) => {
    const isNewYear = index === 0 || yearOf(day) !== yearOf(days[index - 1] as number);
    const text = areMonths ? monthName(day) : shortDay(day);
    return isNewYear && (areMonths ? monthOf(day) === 0 || index === 0 : index === 0)
      ? `${text} ${yearOf(day)}`
      : text;
  });
}
