import type {
  IChartApi,
  IPrimitivePaneRenderer,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import type { Bar } from "../feed/bar.ts";

type Target = Parameters<IPrimitivePaneRenderer["draw"]>[0];

/** The ground between the outer Bollinger bands, of the bars in sight. */
export class BandFill implements ISeriesPrimitive<Time> {
  #chart: Pick<IChartApi, "timeScale"> | undefined;
  #series: Pick<ISeriesApi<"Line">, "priceToCoordinate"> | undefined;
  readonly #bars: () => readonly Bar[];
  readonly #color: string;
  readonly #views = [
    {
      zOrder: () => "bottom" as const,
      renderer: () => ({ draw: () => {}, drawBackground: (target: Target) => this.#draw(target) }),
    },
  ];

  /** @param bars all that the chart shows: their places are its logical indexes */
  constructor(bars: () => readonly Bar[], color: string) {
    this.#bars = bars;
    this.#color = color;
  }

  attached({ chart, series }: SeriesAttachedParameter<Time>): void {
    this.#chart = chart as unknown as IChartApi;
    this.#series = series as ISeriesApi<"Line">;
  }

  detached(): void {
    this.#chart = undefined;
  }

  paneViews() {
    return this.#views;
  }

  #draw(target: Target): void {
    const [scale, series] = [this.#chart?.timeScale(), this.#series];
    const range = scale?.getVisibleLogicalRange();
    if (scale === undefined || series === undefined || range === null || range === undefined) return;
    const bars = this.#bars();
    const upper: [number, number][] = [];
    const lower: [number, number][] = [];
    const end = Math.min(bars.length - 1, Math.ceil(range.to) + 1);
    for (let index = Math.max(0, Math.floor(range.from) - 1); index <= end; index++) {
      const { bollingerUpper, bollingerLower } = bars[index] as Bar;
      if (bollingerUpper === null || bollingerLower === null) continue;
      const x = scale.logicalToCoordinate(index as Logical);
      const [top, bottom] = [
        series.priceToCoordinate(bollingerUpper),
        series.priceToCoordinate(bollingerLower),
      ];
      if (x === null || top === null || bottom === null) continue;
      upper.push([x, top]);
      lower.push([x, bottom]);
    }
    if (upper.length < 2) return;
    target.useMediaCoordinateSpace(({ context }) => {
      context.beginPath();
      for (const [x, y] of upper) context.lineTo(x, y);
      for (const [x, y] of lower.reverse()) context.lineTo(x, y);
      context.closePath();
      context.fillStyle = this.#color;
      context.fill();
    });
  }
}
