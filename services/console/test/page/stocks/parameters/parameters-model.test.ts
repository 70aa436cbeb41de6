import { signal } from "@preact/signals";
import { defaultSettings, type IndicatorSettings } from "@tributary/indicators";
import type { Bar } from "../../../../page/stocks/feed/bar.ts";
import type { BarChanges, BarFeed, Older } from "../../../../page/stocks/feed/bar-feed.ts";
import { BarList } from "../../../../page/stocks/feed/bar-list.ts";
import { ParametersModel } from "../../../../page/stocks/parameters/parameters-model.ts";
import { readStocksAddress } from "../../../../page/stocks/stocks-address.ts";
import { MOST_BARS } from "../../../../page/stocks/verify/verify-model.ts";
import { aBar } from "../a-bar.ts";
import { barsOfCloses, someCloses } from "./some-prices.ts";

const read = (query: string) => readStocksAddress(new URLSearchParams(query));

/** A model of some bars, and hands on all that it stands on. */
function modelOf(query: string, bars: readonly Bar[]) {
  const list = new BarList();
  list.takeAll(bars);
  const older = signal<Older>("some");
  const drawn = signal(0);
  const changes: BarChanges = { isWhole: true, bars: [] };
  const asked: number[] = [];
  const heard = signal(false);
  const feed = { list, heard, older, drawn, changes, askOlder: async () => asked.push(list.all.length) };
  const noted: Readonly<Record<string, string | null>>[] = [];
  const ground = {
    feed: feed as unknown as BarFeed,
    settings: signal<IndicatorSettings | undefined>(defaultSettings),
    seen: signal(read(query)),
    inSight: signal<readonly [number, number] | undefined>(undefined),
    beat: signal(0),
    note: (values: Readonly<Record<string, string | null>>) => void noted.push(values),
  };
  const tell = (bar: Bar) => {
    list.take(bar);
    feed.changes = { isWhole: false, bars: [bar] };
    drawn.value++;
  };
  const see = (from: Bar | undefined, to: Bar | undefined) => {
    ground.inSight.value = [from?.openTime ?? 0, to?.openTime ?? 0];
  };
  return { model: new ParametersModel(ground), ground, heard, older, list, asked, noted, tell, see };
}

const held = barsOfCloses(someCloses(9, 900)).slice(300);

test("what is asked for and is the service's is not computed here; what is not known yet to be is", () => {
  const { model, ground } = modelOf("graphs=sma,ema,rsi&sma=20&ema=9&macd=5,35,5", held);
  ground.settings.value = undefined;
  expect([...model.own.value.keys()]).toEqual(["sma", "ema"]);
  expect([model.words("sma"), model.words("rsi"), model.words("volume")]).toEqual(["20", "", ""]);
  ground.settings.value = defaultSettings;
  expect([...model.own.value]).toEqual([["ema", [9]]]);
  expect([model.words("ema"), model.words("rsi"), model.isOwn("macd")]).toEqual(["9", "14", true]);
  const [before, shown] = [model.own.value, model.shown.value];
  ground.seen.value = read("graphs=sma,ema,rsi&sma=20&ema=9&macd=5,35,5&bars=300");
  // Another range computes nothing again.
  expect([model.own.value, model.shown.value]).toEqual([before, shown]);
  expect(model.shown.value).toBe(shown);
});

test("each picture goes on from the one before, and a picture missed is made whole", () => {
  const { model, tell } = modelOf("graphs=ema&ema=9", held);
  expect(model.shown.value.changes.isWhole).toBe(true);
  tell(aBar(900));
  expect([model.shown.value.changes.isWhole, model.shown.value.picture]).toEqual([false, 2]);
  tell(aBar(900, { close: 50 }));
  tell(aBar(900, { close: 60 }));
  expect([model.shown.value.changes.isWhole, model.shown.value.picture]).toEqual([true, 3]);
  expect(model.shown.value.bars.at(-1)?.close).toBe(60);
});

test("the first bars are shown as they are heard, before their picture", () => {
  const { model, list, heard } = modelOf("graphs=ema&ema=9", []);
  expect(model.shown.value.bars).toEqual([]);
  list.takeAll(held);
  heard.value = true;
  expect(model.shown.value.bars).toHaveLength(600);
  expect([model.shown.value.changes.isWhole, model.shown.value.picture]).toEqual([true, 2]);
});

test("older bars are asked for while what is in sight is not exact, and no longer", () => {
  const { model, older, asked, see } = modelOf("graphs=ema&ema=21", held);
  const end = model.open();
  expect([asked, model.settlingOf("ema")]).toEqual([[], "exact"]);
  see(held[500], held.at(-1));
  expect([asked, model.settlingOf("ema")]).toEqual([[], "exact"]);
  see(held[40], held[160]);
  expect(asked).toEqual([600]);
  older.value = "coming";
  expect([asked.length, model.settlingOf("ema"), model.unsettled.value]).toEqual([1, "coming", ["ema"]]);
  older.value = "none";
  expect([asked.length, model.settlingOf("ema")]).toEqual([1, "never"]);
  end();
  older.value = "some";
  expect(asked).toHaveLength(1);
});

test("asking that fails is tried again each second", () => {
  const { model, ground, older, asked, see } = modelOf("graphs=ema&ema=21", held);
  model.open();
  see(held[40], held[160]);
  for (const seconds of [0, 1, 2]) {
    ground.beat.value = seconds;
    older.value = "coming";
    older.value = "failed";
    expect(model.settlingOf("ema")).toBe("failed");
    expect(asked).toHaveLength(seconds + 1);
  }
});

test("past so many bars no more are asked for", () => {
  const { model, list, asked, see } = modelOf("graphs=ema&ema=21", held);
  list.takeAll(Array.from({ length: MOST_BARS }, (_, n) => aBar(n + 5_000)));
  model.open();
  see(held[40], held[160]);
  expect([asked, model.isFull, model.settlingOf("ema")]).toEqual([[], true, "full"]);
});

test("where the first bar there ever was is here, all is exact and nothing is asked for", () => {
  const bars = barsOfCloses(someCloses(9, 300));
  const { model, asked, see } = modelOf("graphs=ema,rsi,macd&ema=200&rsi=100&macd=50,100,30", bars);
  model.open();
  see(bars[0], bars.at(-1));
  expect([asked, model.unsettled.value]).toEqual([[], []]);
});

test("what is given is noted where it differs, and taken out where not", () => {
  const { model, noted } = modelOf("", held);
  model.give("bands", [20, 2.5]);
  model.give("bands", [20, 2]);
  model.reset(["rsi"]);
  model.reset();
  expect(noted).toEqual([
    { bands: "20,2.5" },
    { bands: null },
    { rsi: null },
    { bands: null, sma: null, ema: null, aroon: null, rsi: null, macd: null },
  ]);
});
