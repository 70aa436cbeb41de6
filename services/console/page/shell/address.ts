import { signal } from "@preact/signals";

/** Where the page is: its path and its query, which holds all that is seen. */
export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The address bar as a signal. */
export const address = signal<Address>(present());

addEventListener("popstate", () => {
  address.value = present();
});

/** To another page, keeping of the query only the scheme: the rest belongs to the page left. `seen`: what to see there. */
export function go(path: string, seen: Readonly<Record<string, string>> = {}): void {
  if (path === address.value.path) return;
  const query = new URLSearchParams(seen);
  const scheme = address.value.query.get("scheme");
  if (scheme !== null) query.set("scheme", scheme);
  history.pushState(null, "", href(path, query));
  address.value = present();
}

/** Notes what is seen now; null takes a name out. Makes no entry in the history. */
export function note(values: Readonly<Record<string, string | null>>): void {
  const query = new URLSearchParams(address.value.query);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  if (query.toString() === address.value.query.toString()) return;
  history.replaceState(null, "", href(address.value.path, query));
  address.value = present();
}

/** Commas and colons stay as they are: they are legal in a query, and the address is read by people. */
function href(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? path : `${path}?${text}`;
}

function present(): Address {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}
