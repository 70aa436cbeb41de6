import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { figure } from "../../shell/number-words.ts";
import { scheme } from "../../shell/scheme.ts";
import { onEscape } from "../../shell/shortcuts.ts";
import { FlightsChart } from "../chart/flights-chart.ts";
import { indexOfDay, type Picture } from "../counts/picture.ts";
import type { FlightsModel } from "../flights-model.ts";
import { Readout, readoutText } from "./readout.tsx";

/** Days a key moves along the chart. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 };

/** The chart with its crosshair: by pointer, or by arrows once it has the focus. */
export function ChartStage({ model }: { model: FlightsModel }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<FlightsChart | undefined>(undefined);
  const picture = useSignal<Picture | undefined>(undefined);
  const pointed = useSignal<{ readonly day: number; readonly left: number } | undefined>(undefined);
  const said = useSignal("");

  useEffect(() => {
    if (host.current === null) return;
    const made = new FlightsChart(host.current, {
      pointed: (day, left) => {
        pointed.value = day === undefined ? undefined : { day, left };
      },
      zoomed: (from, to) => model.zoom([from, to]),
      reset: () => model.zoom(undefined),
    });
    chart.current = made;
    void document.fonts.load('600 12px "Inter Variable"').then(() => made.recolor());
    const release = onEscape(() => {
      if (made.release()) return true;
      const had = model.seen.peek().range !== undefined;
      if (had) model.zoom(undefined);
      return had;
    });
    return () => {
      release();
      made.destroy();
      chart.current = undefined;
    };
  }, [model]);
  useSignalEffect(() => {
    void model.drawn.value;
    const range = model.range.value;
    const { measure, of, view } = model.seen.value;
    if (range === undefined) return;
    const shown = model.picture();
    picture.value = shown;
    chart.current?.show({
      picture: shown,
      range,
      heightOf: [model.replay.value, measure, of, view, shown.airlines, range].join(),
      format: (value) => figure(value, shown.isPercent),
      isOld: model.isOld.value,
    });
  });
  useSignalEffect(() => {
    void scheme.value;
    chart.current?.recolor();
  });

  const move = (event: KeyboardEvent) => {
    const [made, days] = [chart.current, picture.peek()?.days];
    const [first, last] = [days?.[0], days?.at(-1)];
    if (made === undefined || first === undefined || last === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { extent } = made;
    if (event.key === "Enter" && extent !== undefined) {
      made.release();
      model.zoom(extent);
      return;
    }
    const [from, to] = model.range.peek() ?? [first, last];
    const step = STEPS[event.key];
    const ends: Readonly<Record<string, number>> = { Home: Math.max(first, from), End: Math.min(last, to) };
    const at = made.day ?? Math.min(last, to) - (step ?? 0);
    const day = step === undefined ? ends[event.key] : at + step;
    if (day === undefined) return;
    event.preventDefault();
    const within = Math.max(from, Math.min(to, day));
    if (event.shiftKey) made.extend(within);
    else {
      if (extent !== undefined) made.release();
      made.point(within);
    }
    const shown = picture.peek();
    const on = made.day;
    if (shown !== undefined && on !== undefined) {
      const drawn = made.extent === undefined ? "" : " Enter zooms to the range.";
      said.value = readoutText(model, shown, on) + drawn;
    }
  };

  const at = pointed.value;
  const shown = picture.value;
  const isPointed = at !== undefined && shown !== undefined && indexOfDay(shown, at.day) !== undefined;
  return (
    <div class="chart-stage" data-empty={shown === undefined || shown.days.length === 0 || undefined}>
      <div
        class="chart"
        ref={host}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move along the chart
        tabIndex={0}
        role="application"
        aria-label="Chart of the counts. Arrows move from day to day, with Shift they draw out a range, Enter zooms to it, Escape lets go. t shows the same as a table."
        onKeyDown={move}
      />
      {isPointed && <Readout model={model} picture={shown} day={at.day} left={at.left} />}
      <p class="unseen" aria-live="polite">
        {said.value}
      </p>
    </div>
  );
}
