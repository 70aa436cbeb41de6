import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** Flags for a browser that draws in software and speaks to nobody but the page. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium from npm, with no system package beyond libnss3; CHROMIUM_PATH names another. Unpacked where that was not done yet. */
export async function browserPath(): Promise<string> {
  return process.env.CHROMIUM_PATH ?? chromium.executablePath();
}

export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await browserPath(), args: FLAGS });
}
