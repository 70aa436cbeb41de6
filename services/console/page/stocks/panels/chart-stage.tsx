import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { scheme } from "../../shell/scheme.ts";
import { onEscape } from "../../shell/shortcuts.ts";
import { panesOf } from "../chart/chart-series.ts";
import { StocksChart } from "../chart/stocks-chart.ts";
import type { StocksModel } from "../stocks-model.ts";
import { barTimeWords } from "../stocks-words.ts";
import { watchStocks } from "../watchable.ts";
import { PaneLegends, toldWords } from "./legends.tsx";

/** Bars a key moves along the chart. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 };
const ZOOM = 1.25;
const FONT = '400 11px "Inter Variable"';

/** The chart with its crosshair: by pointer, or by arrows once it has the focus. */
export function ChartStage({ model }: { model: StocksModel }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<StocksChart | undefined>(undefined);
  const tops = useSignal<readonly number[]>([0]);
  const said = useSignal("");

  useEffect(() => {
    if (host.current === null) return;
    const made = new StocksChart(host.current, {
      pointed: (openTime) => {
        model.pointed.value = openTime;
      },
      nearStart: () => {
        void model.feed.askOlder();
        return model.feed.older.peek() !== "none";
      },
      sighted: (from, to) => {
        const [first, last] = model.verification.inSight.peek() ?? [];
        if (from !== first || to !== last) model.verification.inSight.value = [from, to];
      },
      ranged: (at, bars) => model.choice.noteRange(at, bars),
      laidOut: (places) => {
        tops.value = places;
      },
    });
    chart.current = made;
    const unwatch = watchStocks(model, made);
    if (!document.fonts.check(FONT)) void document.fonts.load(FONT).then(() => made.recolor());
    const release = onEscape(() => made.cursor.release());
    return () => {
      unwatch();
      release();
      made.destroy();
      chart.current = undefined;
      model.pointed.value = undefined;
      model.verification.inSight.value = undefined;
    };
  }, [model, tops]);
  useSignalEffect(() => {
    const { bars: shown, changes, picture } = model.parameters.shown.value;
    const { graphs, at, bars } = model.seen.value;
    chart.current?.show({
      series: `${model.symbol.value}|${model.interval.value}`,
      bars: shown,
      changes,
      picture,
      graphs,
      clock: model.times.value,
      timeWords: (local) => barTimeWords(model.interval.peek() ?? "1d", local),
      digits: model.digits.value,
      isOld: model.isOld.value,
      place: { at, bars },
    });
  });
  useSignalEffect(() => {
    void scheme.value;
    chart.current?.recolor();
  });

  const move = (event: KeyboardEvent) => {
    const made = chart.current;
    if (made === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) made.cursor.move(step);
    else if (event.key === "Home") made.cursor.moveToEdge("first");
    else if (event.key === "End") made.cursor.moveToEdge("last");
    else if (event.key === "+" || event.key === "=") made.window.zoom(ZOOM);
    else if (event.key === "-") made.window.zoom(1 / ZOOM);
    else return;
    event.preventDefault();
    said.value = toldWords(model);
  };

  const { graphs } = model.seen.value;
  const isEmpty = model.parameters.shown.value.bars.length === 0;
  return (
    <div class="bars-stage" data-empty={isEmpty || undefined} data-panes={panesOf(graphs).length}>
      <div
        class="bars-chart"
        ref={host}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move along the chart
        tabIndex={0}
        role="application"
        aria-label="Chart of the bars. Arrows move from bar to bar, plus and minus zoom, Escape lets go. t shows the same as a table."
        onKeyDown={move}
      />
      {!isEmpty && <PaneLegends model={model} tops={tops.value} />}
      {model.seen.value.at !== undefined && (
        <button type="button" class="button to-newest" onClick={() => chart.current?.window.toNewest()}>
          Newest ⇥
        </button>
      )}
      <p class="unseen" aria-live="polite">
        {said.value}
      </p>
    </div>
  );
}
