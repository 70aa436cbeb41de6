import { browserPath } from "./browser.ts";

/** Before any test: the second to ask for the browser takes what the first is still unpacking for the whole, and cannot run it. */
export default async function unpackBrowser(): Promise<void> {
  await browserPath();
}
