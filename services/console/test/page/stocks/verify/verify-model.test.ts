import { type Signal, signal } from "@preact/signals";
import { computeIndicators, defaultSettings, type IndicatorSettings } from "@tributary/indicators";
import type { BarFeed } from "../../../../page/stocks/feed/bar-feed.ts";
import { BarList } from "../../../../page/stocks/feed/bar-list.ts";
import { MOST_BARS, VerifyModel } from "../../../../page/stocks/verify/verify-model.ts";
import { aBar } from "../a-bar.ts";

/** What the model needs of a feed. */
function feedOf(count: number) {
  const list = new BarList();
  const asked: number[] = [];
  const tell = (closes: readonly number[]) => {
    const prices = closes.map((close, n) =>
      aBar(n, { close, high: close + 1, low: close - 1, revision: list.version }),
    );
    const values = computeIndicators(prices);
    list.takeAll(prices.map((bar, index) => ({ ...bar, ...values[index] })));
  };
  tell(Array.from({ length: count }, (_, n) => 100 + (n % 9)));
  const feed = { list, askOlder: async (limit: number) => asked.push(limit) } as unknown as BarFeed;
  return { feed, list, asked, tell };
}
const known = (settings?: IndicatorSettings): Signal<IndicatorSettings | undefined> => signal(settings);
const largest = (model: VerifyModel) =>
  Math.max(...(model.found.value?.verified ?? []).map((one) => one.largest));

test("the bars in sight are compared, all of them where none are told", () => {
  const { feed, list } = feedOf(50);
  const model = new VerifyModel(feed, known(defaultSettings));
  model.look();
  expect(model.found.value?.bars).toBe(50);
  const times = list.all.map(({ openTime }) => openTime);
  model.inSight.value = [times[10] as number, times[19] as number];
  model.look();
  expect([model.found.value?.bars, largest(model)]).toEqual([10, 0]);
});

test("a bar that changed is compared with what is computed of it, not with what was", () => {
  const { feed, tell } = feedOf(50);
  const model = new VerifyModel(feed, known(defaultSettings));
  model.look();
  tell(Array.from({ length: 50 }, (_, n) => 100 + (n === 49 ? 30 : n % 9)));
  model.look();
  expect(largest(model)).toBe(0);
});

test("without the periods nothing is found, and past so many bars no more are asked for", () => {
  const { feed, list, asked } = feedOf(50);
  const model = new VerifyModel(feed, known());
  model.look();
  expect(model.found.value).toBeUndefined();
  model.reachBack();
  expect(asked).toEqual([5_000]);
  list.takeAll(Array.from({ length: MOST_BARS }, (_, n) => aBar(n)));
  model.reachBack();
  expect([asked.length, model.isFull]).toEqual([1, true]);
});
