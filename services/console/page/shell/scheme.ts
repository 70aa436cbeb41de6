import { effect, signal } from "@preact/signals";
import { address, note } from "./address.ts";

export type Scheme = "dark" | "light";

const preference = matchMedia("(prefers-color-scheme: dark)");

/** The scheme shown: the one in the address, else the one last chosen here, else the system's. */
export const scheme = signal<Scheme>(chosen() ?? system());

preference.addEventListener("change", () => {
  if (chosen() === undefined) scheme.value = system();
});
effect(() => {
  const asked = address.value.query.get("scheme");
  if (isScheme(asked)) scheme.value = asked;
});
effect(() => {
  document.documentElement.dataset.scheme = scheme.value;
});

export function toggleScheme(): void {
  const next = scheme.value === "dark" ? "light" : "dark";
  localStorage.setItem("scheme", next);
  scheme.value = next;
  note({ scheme: next });
}

function chosen(): Scheme | undefined {
  const asked = address.value.query.get("scheme") ?? localStorage.getItem("scheme");
  return isScheme(asked) ? asked : undefined;
}

function system(): Scheme {
  return preference.matches ? "dark" : "light";
}

function isScheme(text: string | null): text is Scheme {
  return text === "dark" || text === "light";
}
