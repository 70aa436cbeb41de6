import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../stock-ticks/test/binance/exchange-main.ts", import.meta.url));

/** What is told of it: where it is, and the truth of BTCUSDT in klines of a minute. */
interface Told {
  readonly host: string;
  readonly klines: readonly { readonly openTime: number; readonly price: number; readonly trades: number }[];
}

/** Binance's stand-in of stock-ticks' own tests, in a process: no room imports what is another's. */
export class ExchangeProcess {
  readonly #child: ChildProcess;
  #told: Told;

  private constructor(child: ChildProcess, told: Told) {
    this.#child = child;
    this.#told = told;
  }

  static async start(minutes: number): Promise<ExchangeProcess> {
    const child = fork(main, [String(minutes)], { execArgv: ["--no-warnings"] });
    const [told] = await once(child, "message");
    return new ExchangeProcess(child, told as Told);
  }

  get told(): Told {
    return this.#told;
  }

  /** One more trade of the minute that forms. */
  trade = (price: number) => this.#ask({ call: "trade", args: [price] });
  /** The next minute; silently: the stream does not tell. */
  turn = (silently = false) => this.#ask({ call: "turn", args: [silently] });
  /** Breaks all streams off. */
  cut = () => this.#ask({ call: "cut" });
  /** A deaf one takes connections and says nothing. */
  beDeaf = (isDeaf: boolean) => this.#ask({ set: "isDeaf", to: isDeaf });
  /** Answers to the next requests for klines. */
  refuse = (...refusals: readonly { readonly status: number; readonly body: string }[]) =>
    this.#ask({ set: "refusals", to: refusals });

  stop(): void {
    this.#child.kill();
  }

  async #ask(wish: object): Promise<void> {
    const answered = once(this.#child, "message");
    this.#child.send(wish);
    const [told] = await answered;
    this.#told = told as Told;
  }
}
