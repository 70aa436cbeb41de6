import {
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  TickMarkType,
  type Time,
} from "lightweight-charts";
import type { ChartColors } from "../../flights/chart/chart-colors.ts";

const PHONE = 560;

/** How a chart of that scheme and width looks; times are those of the exchange's clock, told as if it were UTC. */
export function chartOptions(
  colors: ChartColors,
  width: number,
  barTime: (seconds: number) => string,
): DeepPartial<ChartOptions> {
  const line = { color: colors.line };
  const cross = {
    color: colors.faded,
    labelBackgroundColor: colors.faded,
    style: LineStyle.Dashed,
    width: 1 as const,
  };
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colors.ground },
      textColor: colors.soft,
      fontFamily: '"Inter Variable", system-ui, sans-serif',
      fontSize: 11,
      // Its logo brings a style element, which the page's security policy forbids: the page names the library itself.
      attributionLogo: false,
      // Legends stand at the panes' tops, and must not have to follow.
      panes: { enableResize: false, separatorColor: colors.line },
    },
    grid: { vertLines: line, horzLines: { visible: false } },
    crosshair: { mode: CrosshairMode.Normal, vertLine: cross, horzLine: cross },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, minimumWidth: width < PHONE ? 48 : 64 },
    timeScale: {
      borderColor: colors.line,
      rightOffset: 3,
      minBarSpacing: 0.4,
      // Wheel and pinch at the newest bar would otherwise draw it into the middle, with nothing beside it.
      rightBarStaysOnScroll: true,
      timeVisible: true,
      tickMarkFormatter: tickWords,
    },
    handleScroll: { vertTouchDrag: false },
    localization: { locale: "en-GB", timeFormatter: (time: Time) => barTime(Number(time)) },
  };
}

const wordsOf = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const ticks: Readonly<Record<TickMarkType, Intl.DateTimeFormat>> = {
  [TickMarkType.Year]: wordsOf({ year: "numeric" }),
  [TickMarkType.Month]: wordsOf({ month: "short" }),
  [TickMarkType.DayOfMonth]: wordsOf({ day: "numeric", month: "short" }),
  [TickMarkType.Time]: wordsOf({ hour: "2-digit", minute: "2-digit" }),
  [TickMarkType.TimeWithSeconds]: wordsOf({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

function tickWords(time: Time, type: TickMarkType): string {
  return ticks[type].format(Number(time) * 1_000);
}
