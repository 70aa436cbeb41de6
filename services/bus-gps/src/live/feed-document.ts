import { fileURLToPath } from "node:url";
import { ConfigError, type Values } from "@tributary/config";
import type { config } from "../config.ts";
import type { DocumentSource } from "./document.ts";
import { fileDocument } from "./file-document.ts";
import { httpDocument } from "./http-document.ts";

/** The document BUS_INPUT_URL names. @throws ConfigError when it names none, or none that can be read */
export function feedDocument(values: Values<typeof config>, now: () => number): DocumentSource {
  const place = inputUrl(values);
  const maxBytes = values.BUS_POLL_MAX_BYTES;
  if (!/^[a-z][a-z\d+.-]+:/i.test(place)) return fileDocument(place, maxBytes);
  const url = URL.parse(place);
  if (url?.protocol === "file:") return fileDocument(fileURLToPath(url), maxBytes);
  if (url?.protocol === "http:" || url?.protocol === "https:") {
    return httpDocument({
      url: place,
      timeoutMs: values.BUS_POLL_TIMEOUT_MS,
      maxBytes,
      apiKey: values.BUS_INPUT_API_KEY,
      apiKeyHeader: values.BUS_INPUT_API_KEY_HEADER,
      now,
    });
  }
  throw unusable("something else");
}

/** BUS_INPUT_URL, which every input but the simulation needs. @throws ConfigError */
export function inputUrl(values: Values<typeof config>): string {
  if (values.BUS_INPUT_URL === undefined) throw unusable(undefined);
  return values.BUS_INPUT_URL;
}

/** @param given never the URL itself: a query may hold a key */
function unusable(given: string | undefined): ConfigError {
  return new ConfigError([
    {
      name: "BUS_INPUT_URL",
      given,
      expected: "a file, or an http or https URL, since BUS_INPUT is not simulation",
      cure: "Name the feed, or leave out BUS_INPUT.",
    },
  ]);
}
