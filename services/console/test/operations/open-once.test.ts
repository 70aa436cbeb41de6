import { openOnce } from "../../src/operations/open-once.ts";

test("opens at the first call, once, and tries again after a failure", async () => {
  let tries = 0;
  const open = openOnce(async () => {
    if (++tries < 3) throw new Error(`away ${tries}`);
    return tries;
  });
  expect(tries).toBe(0);
  await Promise.all([expect(open()).rejects.toThrow("away 1"), expect(open()).rejects.toThrow("away 1")]);
  await expect(open()).rejects.toThrow("away 2");
  expect(await Promise.all([open(), open()])).toEqual([3, 3]);
});
