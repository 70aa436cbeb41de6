import { ServerClock } from "../../../page/stream/server-clock.ts";

test("believes the frame that was least late", () => {
  let local = 1_000;
  const clock = new ServerClock(() => local);
  expect(clock.now()).toBe(1_000);
  clock.hear(61_000 - 300);
  local = 2_000;
  clock.hear(62_000 - 20);
  local = 3_000;
  clock.hear(63_000 - 500);
  expect(clock.now()).toBe(63_000 - 20);
});

test("forgets a minute later, so that it follows a clock that was set", () => {
  let local = 0;
  const clock = new ServerClock(() => local);
  clock.hear(100_000);
  local = 60_000;
  clock.hear(110_000);
  expect(clock.now()).toBe(110_000);
});
