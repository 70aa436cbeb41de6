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

test("tells the middle of the last 60 pictures' work", () => {
  const rate = new FrameRate();
  for (let count = 0; count < 100; count++) rate.worked(90);
  for (let count = 0; count < 60; count++) rate.worked(count < 40 ? 4 : 30);
  expect(rate.work).toBe(4);
});

test("is nothing before two frames", () => {
  const rate = new FrameRate();
  rate.tick(5);
  expect([rate.fps, rate.longest, rate.work]).toEqual([0, 0, 0]);
});
