import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { misfit, mustBeState } from "./state-fit.ts";

export interface CloseVolume {
  readonly close: number;
  /** Null where there is none to know. */
  readonly volume: number | null;
}

export interface PvtState {
  /** Null before the first bar. */
  readonly close: number | null;
  /** Null before the first volume. */
  readonly total: number | null;
}

/**
 * Price volume trend: 0 at the first bar, then += (close − previous) / previous · volume. After a close of 0, and at a
 * bar without volume, nothing is added. First value at the first bar that has a volume: of what never has one there is
 * no trend, and 0 would claim one.
 * Source: TA-Lib, ta_PVT.c. Cost: O(1) an update, two numbers of state.
 * It remembers all the past, and so depends on the bar it began with.
 */
export class Pvt implements Kernel<CloseVolume, number, PvtState> {
  #close: number | null = null;
  #total: number | null = null;

  /** @throws RangeError on a state that is none of its. */
  static restore(state: PvtState): Pvt {
    mustBeState(state, "PVT");
    const { close, total } = state;
    if (close !== null && !Number.isFinite(close)) throw misfit("PVT", `its close is ${close}`);
    const isTotal = total === null || (close !== null && Number.isFinite(total));
    if (!isTotal) throw misfit("PVT", `its total is ${total} after a close of ${close}`);
    const pvt = new Pvt();
    pvt.#close = close;
    pvt.#total = total;
    return pvt;
  }

  update(bar: CloseVolume): number | null {
    const close = inputNumber(bar.close, "close");
    this.#total = this.#next(close, bar.volume);
    this.#close = close;
    return this.#total;
  }

  peek(bar: CloseVolume): number | null {
    return this.#next(inputNumber(bar.close, "close"), bar.volume);
  }

  get value(): number | null {
    return this.#total;
  }

  get missing(): number {
    return this.#total === null ? 1 : 0;
  }

  state(): PvtState {
    return { close: this.#close, total: this.#total };
  }

  #next(close: number, volume: number | null): number | null {
    if (volume === null) return this.#total;
    const traded = inputNumber(volume, "volume");
    const total = this.#total ?? 0;
    const previous = this.#close;
    if (previous === null || previous === 0) return total;
    return total + ((close - previous) / previous) * traded;
  }
}
