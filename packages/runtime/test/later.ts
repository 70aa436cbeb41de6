import { performance } from "node:perf_hooks";
import { jest } from "@jest/globals";

const real = performance.now.bind(performance);

/** Sets the monotonic clock so far ahead of the real one, until `jest.restoreAllMocks()`. */
export function later(ms: number): void {
  jest.spyOn(performance, "now").mockImplementation(() => real() + ms);
}
