import { ServiceProcess } from "../src/service-process.ts";

test("whoever waits for words of a process that ends without them is told at once", async () => {
  const process = new ServiceProcess(new URL("no-such-main.ts", import.meta.url));
  // The time for words is longer than that for this test.
  await expect(process.says("starting", 600_000)).rejects.toThrow('it ended without saying "starting"');
  expect(await process.exited).toBe(1);
});
