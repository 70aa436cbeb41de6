import { marketIndicatorKey } from "@tributary/contracts";
import { Names } from "../../src/history/names.ts";
import { packBars, rowLength, unpackBars } from "../../src/history/packed-bars.ts";
import { anIndicator, opening, youngIndicator } from "../an-indicator.ts";
import { anEntry } from "./an-entry.ts";

test("what is unpacked is what was packed, to the last bit and with every null", () => {
  const bars = [
    anIndicator({ close: 0.1 + 0.2, rsi: 0 }),
    youngIndicator({ symbol: "BTC-USD", exchange: 'of "own" make', currency: "USDT", source: "a|b" }),
    anIndicator({
      interval: "1y",
      openTime: -2_208_988_800_000,
      revision: 2 ** 40,
      final: false,
      volume: -0,
    }),
  ];
  const names = new Names();
  const packed = packBars(
    bars.map((bar, offset) => anEntry(bar, offset, 4)),
    names,
  );
  expect(packed).toHaveLength(3 * rowLength);
  const texts = names.fresh.texts;
  const others = new Names();
  others.begin(texts);
  expect(unpackBars(packed, others)).toEqual(
    bars.map((value, offset) => ({
      key: marketIndicatorKey(value),
      value,
      partition: 4,
      offset,
      appendedAt: opening,
    })),
  );
});

test("a list of words has one number for good, and those that are not kept yet are told until they are", () => {
  const names = new Names();
  names.begin(['["AAPL","1m"]']);
  expect([names.idOf("AAPL", "1m"), names.idOf("AAPL", "5m"), names.idOf("AAPL", "5m")]).toEqual([0, 1, 1]);
  expect([names.find("MSFT", "1m"), names.find("AAPL", "5m")]).toEqual([undefined, 1]);
  expect(names.fresh).toEqual({ from: 1, texts: ['["AAPL","5m"]'] });
  names.kept(2);
  expect(names.fresh).toEqual({ from: 2, texts: [] });
});
