import { queryOf, subscriptionFor } from "../../../../page/buses/feed/subscription.ts";
import type { Box } from "../../../../page/map/map-view.ts";

const view: Box = [-0.15, 51.49, -0.1, 51.52];

test("asks for chosen lines, whatever is in view", () => {
  const subscription = subscriptionFor(["24", "11"], view, undefined);
  expect(queryOf(subscription)).toBe("lines=11,24");
});

test("asks for the view with a margin", () => {
  const subscription = subscriptionFor([], view, undefined);
  expect(queryOf(subscription)).toBe("bbox=-0.170,51.475,-0.080,51.535");
});

test("asks for nothing new while the view stays within, and again once it leaves", () => {
  const held = subscriptionFor([], view, undefined);
  const nearby: Box = [-0.16, 51.485, -0.11, 51.515];
  expect(subscriptionFor([], nearby, held)).toBe(held);
  const away: Box = [-0.1, 51.49, -0.05, 51.52];
  expect(subscriptionFor([], away, held)).not.toBe(held);
});

test("asks for less once the view is much smaller than what is held", () => {
  const held = subscriptionFor([], view, undefined);
  const small: Box = [-0.13, 51.5, -0.12, 51.506];
  expect(subscriptionFor([], small, held)).not.toBe(held);
});

test("asks for the whole fleet when most of the city is in view", () => {
  expect(queryOf(subscriptionFor([], [-0.6, 51.2, 0.4, 51.8], undefined))).toBe("");
});

test("writes lines so that none can change the query", () => {
  expect(queryOf(subscriptionFor(["a&b=c"], view, undefined))).toBe("lines=a%26b%3Dc");
});
