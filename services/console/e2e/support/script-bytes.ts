import type { Page } from "playwright-core";

/** Counts the bytes of script that the page has asked for from now on, gzipped; waits for the headers of each. */
export async function scriptBytes(page: Page): Promise<() => Promise<number>> {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith(".js")) return;
    const length = response.headerValue("content-length");
    scripts.push(length.then((bytes) => Number(bytes ?? 1e9)));
  });
  await page.setExtraHTTPHeaders({ "accept-encoding": "gzip" });
  return async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
}
