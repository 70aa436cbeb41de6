import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const root = new URL("../../../", import.meta.url);

export const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
export const list = (path: string): readonly string[] => readdirSync(new URL(path, root)).sort();

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The rules of a file of `deploy/prometheus/rules`. */
export function rulesOf(file: "alerts.yml" | "recording.yml"): readonly Rule[] {
  const { groups } = parse(read(`deploy/prometheus/rules/${file}`)) as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** An entry of the compose file. */
export interface Container {
  readonly build?: unknown;
  readonly ports?: readonly string[];
  readonly logging?: { readonly driver: string };
  readonly mem_limit?: string;
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What `docker-compose.yml` runs, by name. */
export function containers(): Readonly<Record<string, Container>> {
  const { services } = parse(read("docker-compose.yml"), { merge: true }) as {
    readonly services: Readonly<Record<string, Container>>;
  };
  return services;
}

/** Names of alerts, each once. */
export const alertNames = (): readonly string[] => [
  ...new Set(rulesOf("alerts.yml").map(({ alert = "" }) => alert)),
];

/** The link targets of a Markdown text's headings, as the usual viewers make them. */
export function anchors(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, "")
      .replaceAll(" ", "-"),
  );
}
