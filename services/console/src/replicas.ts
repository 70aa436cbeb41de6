import { ConfigError } from "@tributary/config";

/** Where the instances of each service answer, by service name. */
export type Replicas = ReadonlyMap<string, readonly URL[]>;

/**
 * Reads entries of the form `name=url|url`.
 * @throws ConfigError that names the entry and what was expected, so that the service ends before it listens.
 */
export function parseReplicas(variable: string, entries: readonly string[]): Replicas {
  const replicas = new Map<string, readonly URL[]>();
  for (const entry of entries) {
    const [, name, urls] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(entry) ?? [];
    if (name === undefined || urls === undefined) {
      throw unusable(variable, entry, "an entry of the form name=url|url");
    }
    if (replicas.has(name)) throw unusable(variable, entry, `"${name}" named once, its URLs joined by |`);
    replicas.set(
      name,
      urls.split("|").map((text) => parseUrl(variable, entry, text)),
    );
  }
  return replicas;
}

function parseUrl(variable: string, entry: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw unusable(variable, entry, `an http or https URL instead of "${text}"`);
  }
  return url;
}

function unusable(name: string, given: string, expected: string): ConfigError {
  return new ConfigError([{ name, given, expected, cure: "Correct this entry." }]);
}
