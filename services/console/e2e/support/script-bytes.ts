import type { Page } from "playwright-core";

/** Counts the bytes of script that the page loads from now on, gzipped. */
export async function scriptBytes(page: Page): Promise<() => number> {
  let bytes = 0;
  page.on("response", async (response) => {
    if (response.url().endsWith(".js"))
      bytes += Number((await response.allHeaders())["content-length"] ?? 1e9);
  });
  await page.setExtraHTTPHeaders({ "accept-encoding": "gzip" });
  return () => bytes;
}
