import { useEffect, useMemo } from "preact/hooks";
import "../style/action.css";
import "../style/counted.css";
import "../style/stocks.css";
import "../style/stock-parameters.css";
import { onKeys } from "../shell/shortcuts.ts";
import { useWhileSeen } from "../shell/while-seen.ts";
import { ChartPanel } from "./panels/chart-panel.tsx";
import { SignalLog } from "./panels/signal-log.tsx";
import { StocksTop } from "./panels/stocks-top.tsx";
import { StocksModel } from "./stocks-model.ts";

/** Prices of one symbol as they come, and the indicators computed of them. */
export function StocksPage() {
  const model = useMemo(() => new StocksModel(), []);
  useWhileSeen(model);
  useEffect(
    () =>
      onKeys([
        { key: "t", does: "Table or chart", act: () => model.choice.toggleTable() },
        { key: "v", does: "Recompute what is in sight", act: () => model.choice.toggleVerify() },
      ]),
    [model],
  );
  useEffect(() => {
    const online = () => model.retryNow();
    addEventListener("online", online);
    return () => removeEventListener("online", online);
  }, [model]);
  return (
    <main class="page counted stocks" data-state={model.kind.value}>
      <StocksTop model={model} />
      <div class="stocks-floor">
        <ChartPanel model={model} />
        <SignalLog model={model} />
      </div>
    </main>
  );
}
