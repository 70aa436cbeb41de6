import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Watch } from "../../page/buses/watchable.ts";

/** `W`: what there is to see inside the page, see its `watchable.ts`. */
export interface OpenPage<W = Watch> {
  readonly page: Page;
  /** What the browser complained of so far; its own notes of failed requests are left out. */
  readonly complaints: readonly string[];
  /** Waits until the page is in a state, as `main[data-state]` tells it. */
  state(kind: string): Promise<void>;
  /** The page's read-only look inside, called in the page. */
  watch<K extends keyof W & string>(name: K): Promise<W[K] extends () => infer R ? R : never>;
  /** axe's serious and critical findings, each as one line. */
  barriers(): Promise<string[]>;
  /** Polls until the answer is true; the test's time-out is the limit. */
  until(what: () => Promise<boolean>): Promise<void>;
}

export async function openPage<W = Watch>(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage<W>> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const failedRequest = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !failedRequest) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack)));
  await page.goto(url);
  return {
    page,
    complaints,
    state: (kind) => page.locator(`main[data-state="${kind}"]`).waitFor(),
    watch: (name) =>
      page.evaluate((key) => {
        const { tributary } = window as { tributary?: Record<string, () => unknown> };
        if (tributary?.[key] === undefined) throw new Error(`the page has no window.tributary.${key}`);
        return tributary[key]() as never;
      }, name),
    barriers: async () => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    },
    until: async (what) => {
      while (!(await what())) await page.waitForTimeout(100);
    },
  };
}

/** Makes the page believe that its tab is hidden or shown: headless browsers have no tabs to switch. */
export async function hide({ page }: Pick<OpenPage, "page">, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
