import { signal } from "@preact/signals";
import { go } from "./address.ts";
import { pages } from "./pages.ts";

export const shortcutsShown = signal(false);

/** Told when Esc is pressed and no dialog is open; the newest listener first, until one says it has acted. */
const escapes: (() => boolean)[] = [];

/** A key of the page that is shown. */
export interface PageKey {
  readonly key: string;
  /** What it does, in words for the list of keys. */
  readonly does: string;
  readonly act: () => void;
}

export const pageKeys = signal<readonly PageKey[]>([]);

/** Gives the page keys of its own, besides those that work everywhere. */
export function onKeys(keys: readonly PageKey[]): () => void {
  pageKeys.value = keys;
  return () => {
    if (pageKeys.peek() === keys) pageKeys.value = [];
  };
}

const PREFIX_MS = 1_500;

export function onEscape(act: () => boolean): () => void {
  escapes.unshift(act);
  return () => void escapes.splice(escapes.indexOf(act), 1);
}

/** The keys that work everywhere: `/`, `g` and a page's letter, `?`, Esc; and those of the page. */
export function listenToShortcuts(): () => void {
  let prefixAt = Number.NEGATIVE_INFINITY;
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (shortcutsShown.value) shortcutsShown.value = false;
      else if (isTyping(event.target)) (event.target as HTMLElement).blur();
      else escapes.some((act) => act());
      return;
    }
    if (isTyping(event.target)) return;
    const page = pages.find(({ key }) => key === event.key);
    const own = pageKeys.peek().find(({ key }) => key === event.key);
    if (event.timeStamp - prefixAt < PREFIX_MS && page !== undefined) go(page.path);
    else if (own !== undefined) own.act();
    else if (event.key === "/") document.querySelector<HTMLElement>("[data-search]")?.focus();
    else if (event.key === "?") shortcutsShown.value = true;
    else if (event.key !== "g") return;
    prefixAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    event.preventDefault();
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
