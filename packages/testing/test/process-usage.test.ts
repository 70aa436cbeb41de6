import { usageOf } from "../src/process-usage.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("the usage of a process grows with what it does, and agrees with what Node says of itself", () => {
  const before = usageOf(process.pid);
  const own = process.cpuUsage();
  const end = performance.now() + 300;
  while (performance.now() < end) Math.sqrt(end);
  const after = usageOf(process.pid);
  const spent = process.cpuUsage(own);
  const seconds = (spent.user + spent.system) / 1e6;
  // Two ticks at either end, and what the measuring itself takes.
  expect(Math.abs(after.cpuSeconds - before.cpuSeconds - seconds)).toBeLessThan(0.05);
  const { rss } = process.memoryUsage();
  expect(Math.abs(after.residentBytes - rss)).toBeLessThan(rss / 5);
  expect(after.peakResidentBytes).toBeGreaterThanOrEqual(after.residentBytes);
});

onLinux("a process that is not there has no usage", () => {
  expect(() => usageOf(2 ** 22 + 1)).toThrow("ENOENT");
});
