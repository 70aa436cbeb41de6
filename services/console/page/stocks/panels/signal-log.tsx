import { intervalNames } from "../stocks-address.ts";
import type { StocksModel } from "../stocks-model.ts";
import { barTimeWords, priceWords, signalWords } from "../stocks-words.ts";

const ROWS = 60;

/** Signals of the bars shown, the newest first. */
export function SignalLog({ model }: { model: StocksModel }) {
  void model.signals.drawn.value;
  const interval = model.interval.value ?? "1d";
  const all = model.signals.of(interval);
  return (
    <section class="card signal-log" aria-labelledby="signals-title">
      <header>
        <h2 id="signals-title">Signals</h2>
        <small>of closed bars of {intervalNames[interval]}; never taken back</small>
      </header>
      {all.length === 0 ? (
        <p class="hint">
          {model.signals.heard.value
            ? "None yet: bands touched or squeezed, Aroon crossing, RSI past 30 or 70."
            : "Waiting for the signals…"}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <ol tabIndex={0} aria-label="Signals">
          {all.slice(0, ROWS).map((signal) => (
            <li key={`${signal.openTime} ${signal.kind}`} data-kind={signal.kind}>
              <b>{signalWords(signal.kind)}</b>
              {signal.late && <em>late</em>}
              <span>{priceWords(signal.close, model.digits.value)}</span>
              <time dateTime={new Date(signal.openTime).toISOString()}>
                {barTimeWords(interval, model.times.value.local(signal.openTime))}
              </time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
