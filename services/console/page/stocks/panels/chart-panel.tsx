import { moveInList } from "../../shell/arrow-keys.ts";
import { Segments } from "../../shell/segments.tsx";
import { graphKinds, graphs } from "../graph.ts";
import { intervalNames, intervals } from "../stocks-address.ts";
import type { StocksModel } from "../stocks-model.ts";
import { BarTable } from "./bar-table.tsx";
import { BarsTitle } from "./bars-title.tsx";
import { ChartStage } from "./chart-stage.tsx";
import { BarLegend } from "./legends.tsx";
import { ParametersPanel } from "./parameters-panel.tsx";
import { StocksNotice } from "./stocks-notice.tsx";
import { SymbolChoice } from "./symbol-choice.tsx";
import { VerifyPanel } from "./verify-panel.tsx";

/** What is chosen, and the bars as a chart or as a table. */
export function ChartPanel({ model }: { model: StocksModel }) {
  const { graphs: chosen, isTable, isVerified } = model.seen.value;
  const about = model.about.value;
  const [symbol, interval] = [model.symbol.value, model.interval.value];
  return (
    <section class="card chart-card" aria-labelledby="bars-title" aria-busy={model.kind.value === "loading"}>
      <div class="doing-row">
        <SymbolChoice model={model} />
        <span class="doings">
          <button
            type="button"
            class="button"
            aria-pressed={isVerified}
            title="Computes the indicators in sight again, in this page"
            onClick={() => model.choice.toggleVerify()}
          >
            Verify
          </button>
          <button
            type="button"
            class="button"
            aria-pressed={isTable}
            onClick={() => model.choice.toggleTable()}
          >
            {isTable ? "Chart" : "Table"}
          </button>
        </span>
      </div>
      <div class="choices">
        <Segments
          name="Interval"
          choices={intervals.map((value) => ({
            value,
            text: intervalNames[value],
            hindrance:
              about === undefined ||
              value === interval ||
              about.intervals.some((one) => one.interval === value)
                ? undefined
                : `There are no bars of ${intervalNames[value]} of ${symbol}`,
          }))}
          chosen={interval}
          choose={(value) => model.chooseInterval(value)}
        />
        <fieldset class="segments graphs" aria-label="Graphs" onKeyDown={moveInList}>
          {graphKinds.map((kind) => (
            <button
              type="button"
              key={kind}
              aria-pressed={chosen.includes(kind)}
              onClick={() => model.choice.toggleGraph(kind)}
            >
              {graphs[kind].name}
            </button>
          ))}
        </fieldset>
      </div>
      <ParametersPanel model={model} />
      <BarsTitle model={model} />
      <StocksNotice model={model} />
      {!isTable && <BarLegend model={model} />}
      {isTable ? <BarTable model={model} /> : <ChartStage model={model} />}
      {isVerified && <VerifyPanel model={model} />}
      <p class="credit">
        Charts by{" "}
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          TradingView
        </a>{" "}
        Lightweight Charts™, © 2025 TradingView, Inc.
      </p>
    </section>
  );
}
