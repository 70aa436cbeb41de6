import { intervalNames } from "../stocks-address.ts";
import type { StocksModel } from "../stocks-model.ts";
import { exchangeWords, zoneWords } from "../stocks-words.ts";

/** What the bars shown are of, and whether the symbol goes on being followed. */
export function BarsTitle({ model }: { model: StocksModel }) {
  const about = model.about.value;
  const [symbol, interval] = [model.symbol.value, model.interval.value];
  const told = [
    about?.name,
    interval && intervalNames[interval],
    about?.currency,
    about?.exchange && `${exchangeWords(about.exchange)}, times of ${zoneWords(model.times.value.zone)}`,
  ];
  return (
    <div class="bars-title">
      <h2 id="bars-title">
        {symbol ?? "No symbol"} <span>{told.filter(Boolean).join(" · ")}</span>
      </h2>
      {symbol !== undefined && about !== undefined && <Following model={model} symbol={symbol} />}
    </div>
  );
}

/** Nothing where stock-ticks does not tell whether it is followed. */
function Following({ model, symbol }: { model: StocksModel; symbol: string }) {
  const { following } = model;
  if (following.followed.value === undefined) return null;
  const isFollowed = following.of(symbol) !== undefined;
  const hindrance = following.hindrance.value;
  return (
    <button
      type="button"
      class="button"
      disabled={hindrance !== undefined || following.asking.value !== undefined}
      title={hindrance ?? (isFollowed ? "No more ticks; the bars there are stay" : "Its ticks come again")}
      onClick={() => void (isFollowed ? following.unfollow(symbol) : model.followSymbol(symbol))}
    >
      {isFollowed ? `Unfollow ${symbol}` : `Follow ${symbol} again`}
    </button>
  );
}
