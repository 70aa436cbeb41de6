/** Where a person reads: data on `out`, messages and progress on `err`. */
export interface ReplayTerminal {
  out(text: string): void;
  err(text: string): void;
  /** Columns of the screen behind `err`; undefined where a program reads. */
  readonly width: number | undefined;
  /** Calls back for every key; answers how to stop listening. Undefined without a keyboard. */
  readonly onKey: ((listener: (key: string) => void) => () => void) | undefined;
  /** Calls back when the process is told to end; answers how to stop listening. */
  readonly onStop: (listener: () => void) => () => void;
}

const clearLine = "\r\u001b[K";

/** One line that changes under the messages, or line after line where nobody looks. */
export class Display {
  readonly #terminal: Pick<ReplayTerminal, "err" | "width">;
  #shown = "";

  constructor(terminal: Pick<ReplayTerminal, "err" | "width">) {
    this.#terminal = terminal;
  }

  show(line: string): void {
    const { width } = this.#terminal;
    if (width === undefined) this.#terminal.err(`${line}\n`);
    else this.#replace(line.length > width - 1 ? `${line.slice(0, width - 2)}…` : line);
  }

  /** A message that stays. */
  say(text: string): void {
    const shown = this.#shown;
    this.clear();
    this.#terminal.err(`${text}\n`);
    if (shown !== "") this.#replace(shown);
  }

  clear(): void {
    if (this.#shown !== "") this.#terminal.err(clearLine);
    this.#shown = "";
  }

  #replace(line: string): void {
    if (line !== this.#shown) this.#terminal.err(`${clearLine}${line}`);
    this.#shown = line;
  }
}
