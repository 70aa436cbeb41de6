import { FrameRate } from "../../../../page/buses/map/frame-rate.ts";

test("counts the frames of the last second and their longest pause", () => {
  const rate = new FrameRate();
  for (let at = 0; at < 5_000; at += 100) rate.tick(at);
  for (let at = 5_000; at <= 6_000; at += 20) rate.tick(at);
  expect(rate.fps).toBeCloseTo(50, 6);
  expect(rate.longest).toBe(20);
  rate.tick(6_150);
  expect(rate.longest).toBe(150);
});

test("is nothing before two frames", () => {
  const rate = new FrameRate();
  rate.tick(5);
  expect([rate.fps, rate.longest]).toEqual([0, 0]);
});
