import { panesOf } from "../chart/chart-series.ts";
import type { GraphKind } from "../graph.ts";
import { graphKinds, graphs } from "../graph.ts";
import type { ShownBar } from "../parameters/own-run.ts";
import type { StocksModel } from "../stocks-model.ts";
import { barTimeWords, changeWords, isUnsettled, lineWords, priceWords } from "../stocks-words.ts";

/** The values at the crosshair, or the newest, of the candles and what lies on them. */
export function BarLegend({ model }: { model: StocksModel }) {
  const { told } = model;
  const { graphs: chosen } = model.seen.value;
  const overlays = graphKinds.filter((kind) => chosen.includes(kind) && graphs[kind].isOverlay);
  return (
    <div class="bar-legend" aria-hidden="true">
      {told !== undefined && <BarValues model={model} bar={told.bar} before={told.before} />}
      {told !== undefined &&
        overlays.map((kind) => <GraphValues key={kind} model={model} kind={kind} bar={told.bar} />)}
    </div>
  );
}

/** The same of the graphs below, at the top of each pane. */
export function PaneLegends({ model, tops }: { model: StocksModel; tops: readonly number[] }) {
  const { told } = model;
  if (told === undefined) return null;
  return (
    <div class="pane-legends" aria-hidden="true">
      {panesOf(model.seen.value.graphs).map((kind, index) => (
        <div key={kind} style={{ "--top": `${tops[index + 1] ?? 0}px` }}>
          <GraphValues model={model} kind={kind} bar={told.bar} />
        </div>
      ))}
    </div>
  );
}

function BarValues({
  model,
  bar,
  before,
}: {
  model: StocksModel;
  bar: ShownBar;
  before: ShownBar | undefined;
}) {
  const digits = model.digits.value;
  const prices = { O: bar.open, H: bar.high, L: bar.low, C: bar.close };
  return (
    <p class="bar-values">
      <b>{timeOf(model, bar)}</b>
      {Object.entries(prices).map(([letter, price]) => (
        <span key={letter}>
          <i>{letter}</i> {priceWords(price, digits)}
        </span>
      ))}
      <span>{changeWords(before?.close, bar.close)}</span>
      {!bar.final && <em>forming</em>}
      {bar.final && bar.revision > 0 && <i>revision {bar.revision}</i>}
    </p>
  );
}

function GraphValues({ model, kind, bar }: { model: StocksModel; kind: GraphKind; bar: ShownBar }) {
  const graph = graphs[kind];
  const digits = model.digits.value;
  const told = graph.lines.map((line) => ({ line, words: lineWords(line, kind, bar, digits) }));
  // Lines that warm up together say so once.
  const isOne =
    told.length > 1 && told.every(({ words }) => words === told[0]?.words && words.endsWith("bars"));
  return (
    <p class="graph-values">
      <b>
        {graph.name} {model.parameters.words(kind)}
      </b>
      {model.parameters.isOwn(kind) && <em>{ownWords(kind, bar)}</em>}
      {(isOne ? told.slice(0, 1) : told).map(({ line, words }) => (
        <span key={line.field} data-tint={line.tint}>
          {!isOne && line.name !== undefined && <i>{line.name}</i>} {words}
        </span>
      ))}
    </p>
  );
}

/** What a graph is that the service does not compute. */
function ownWords(kind: GraphKind, bar: ShownBar): string {
  return isUnsettled(kind, bar) ? "computed here, ≈ not exact yet" : "computed here";
}

/** The same for a screen reader. */
export function toldWords(model: StocksModel): string {
  const { told } = model;
  if (told === undefined) return "";
  const digits = model.digits.peek();
  const { bar } = told;
  const values = model.seen.peek().graphs.map((kind) => {
    const graph = graphs[kind];
    const lines = graph.lines.map((line) =>
      [line.name, lineWords(line, kind, bar, digits)].filter(Boolean).join(" "),
    );
    const own = model.parameters.isOwn(kind)
      ? ` ${model.parameters.words(kind)}, ${ownWords(kind, bar)},`
      : "";
    return `${graph.name}${own} ${[...new Set(lines)].join(", ")}`;
  });
  const [open, high, low, close] = [bar.open, bar.high, bar.low, bar.close].map((price) =>
    priceWords(price, digits),
  );
  const forming = bar.final ? "" : ", forming";
  return `${timeOf(model, bar)}${forming}: open ${open}, high ${high}, low ${low}, close ${close}. ${values.join(". ")}.`;
}

function timeOf(model: StocksModel, bar: ShownBar): string {
  return barTimeWords(model.interval.peek() ?? "1d", model.times.peek().local(bar.openTime));
}
