import type { OpenPage } from "./open-page.ts";

/** Nothing in the way of anyone, nothing to scroll sideways for, no complaint of the browser. */
export async function expectSound({
  page,
  barriers,
  complaints,
}: Pick<OpenPage, "page" | "barriers" | "complaints">): Promise<void> {
  expect(await barriers()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
}
