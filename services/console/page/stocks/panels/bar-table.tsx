import { useSignal } from "@preact/signals";
import { Component } from "preact";
import { useEffect } from "preact/hooks";
import { count } from "../../shell/words.ts";
import { type GraphKind, graphs } from "../graph.ts";
import type { ShownBar } from "../parameters/own-run.ts";
import type { StocksModel } from "../stocks-model.ts";
import { amountWords, barTimeWords, lineWords, priceWords } from "../stocks-words.ts";

/** So many rows at once: more need no reader. */
const ROWS = 200;

/** The chart's twin: the same numbers as rows, the newest first. */
export function BarTable({ model }: { model: StocksModel }) {
  const shown = useSignal(ROWS);
  const { graphs: chosen } = model.seen.value;
  const { bars: all } = model.parameters.shown.value;
  const bars = all.slice(-shown.value).reverse();
  const [first, last] = [bars.at(-1)?.openTime, bars[0]?.openTime];
  useEffect(() => {
    const { inSight } = model.verification;
    inSight.value = first === undefined || last === undefined ? undefined : [first, last];
  }, [model, first, last]);
  useEffect(
    () => () => {
      model.verification.inSight.value = undefined;
    },
    [model],
  );
  const kinds = chosen.filter((kind) => kind !== "volume");
  const more = async () => {
    if (all.length - shown.peek() < ROWS) await model.feed.askOlder();
    shown.value += ROWS;
  };
  const isMore = all.length > shown.value || model.feed.older.value !== "none";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="bars-twin" aria-labelledby="bars-title" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {["Time", "Open", "High", "Low", "Close", "Volume"].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
            {kinds.flatMap((kind) =>
              graphs[kind].lines.map(({ field, name }) => (
                <th scope="col" key={field}>
                  {graphs[kind].name}
                  {name !== undefined && <small> {name}</small>}
                  {model.parameters.isOwn(kind) && (
                    <small class="own">{model.parameters.words(kind)}, computed here</small>
                  )}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <Row
              key={bar.openTime}
              bar={bar}
              kinds={kinds.join()}
              digits={model.digits.value}
              time={barTimeWords(model.interval.value ?? "1d", model.times.value.local(bar.openTime))}
            />
          ))}
        </tbody>
      </table>
      {isMore && bars.length > 0 && (
        <p class="hint">
          {count(bars.length)} newest bars.{" "}
          <button type="button" class="button" onClick={() => void more()}>
            More
          </button>
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly bar: ShownBar;
  /** Joined by commas, so that the same choice is the same. */
  readonly kinds: string;
  readonly digits: number;
  readonly time: string;
}

/** Drawn again only when its bar was told anew. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { bar, kinds, digits, time } = this.props;
    return next.bar !== bar || next.kinds !== kinds || next.digits !== digits || next.time !== time;
  }

  override render() {
    const { bar, kinds, digits, time } = this.props;
    const chosen = kinds.split(",").filter((kind): kind is GraphKind => kind in graphs);
    return (
      <tr data-forming={!bar.final || undefined}>
        <th scope="row">
          <time dateTime={new Date(bar.openTime).toISOString()}>{time}</time>
          {!bar.final && <small> forming</small>}
        </th>
        {[bar.open, bar.high, bar.low, bar.close].map((price, index) => (
          <td key={index}>{priceWords(price, digits)}</td>
        ))}
        <td>{amountWords(bar.volume)}</td>
        {chosen.flatMap((kind) =>
          graphs[kind].lines.map((line) => <td key={line.field}>{lineWords(line, kind, bar, digits)}</td>),
        )}
      </tr>
    );
  }
}
