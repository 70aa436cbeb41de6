import { Figure } from "../../shell/figure.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { duration, moment } from "../../shell/words.ts";
import type { StocksModel } from "../stocks-model.ts";
import { changeWords, priceWords } from "../stocks-words.ts";

/** Name, state, the newest price and how old it is. */
export function StocksTop({ model }: { model: StocksModel }) {
  void model.beat.value;
  void model.drawn.value;
  const { all, last } = model.feed.list;
  const { age } = model;
  const nextOpenAt = model.status.value?.nextOpenAt ?? null;
  return (
    <header class="top">
      <h1>Stocks</h1>
      <StateBadge kind={model.kind.value} subject={`Prices of ${model.symbol.value ?? "no symbol"}`} />
      <dl class="figures">
        <Figure name="Newest tick">{age === undefined ? "none yet" : `${duration(age)} ago`}</Figure>
        {last !== undefined && (
          <Figure name={`${model.symbol.value}`}>
            {priceWords(last.close, model.digits.value)} {model.about.value?.currency ?? ""}{" "}
            {changeWords(all.at(-2)?.close, last.close)}
          </Figure>
        )}
        {model.kind.value === "closed" && nextOpenAt !== null && (
          <Figure name="Opens">{moment(nextOpenAt, model.clock.now())}</Figure>
        )}
      </dl>
    </header>
  );
}
