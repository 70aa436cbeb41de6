/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const text = (description: string) => ({ type: "string", description });
const maybe = (type: "string" | "integer", description: string) => ({ type: [type, "null"], description });

function object<P extends Record<string, unknown>>(properties: P) {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

const clock = { type: "integer", description: "The server's clock, ms since the epoch" };

const symbol = object({
  symbol: text("As its bars are keyed by"),
  name: maybe("string", "For a person; null while no provider has told what the symbol is"),
  exchange: maybe("string", "See exchange-hours"),
  currency: maybe("string", "ISO 4217, or the quote asset of a coin"),
  interval: maybe("string", "Length of the bars that are published: 1m or 1d"),
  source: maybe("string", "Its provider"),
  state: {
    type: "string",
    enum: ["open", "closed", "delayed", "stale", "halted", "unknown"],
    description: "As in market.status.v1; unknown before the first is published",
  },
  sinceAt: maybe("integer", "When this state began, ms since the epoch"),
  lastTickAt: maybe("integer", "Time of the newest tick, ms since the epoch"),
  reason: maybe("string", "Why, for a person"),
});

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

export const listSchema = {
  summary: "The symbols that are followed",
  response: { 200: object({ clock, symbols: { type: "array", items: symbol } }) },
};

export const addSchema = {
  summary: "Follow a symbol, its history first; it stays followed over restarts",
  body: object({ symbol: { type: "string", minLength: 1, maxLength: 32, description: "Such as MSFT" } }),
  response: { 200: symbol, 201: symbol, 400: refused, 403: refused, 404: refused, 503: refused },
};

export const removeSchema = {
  summary: "Follow a symbol no more, over restarts neither; what was published of it stays",
  params: object({ symbol: text("As in GET /symbols, percent-encoded") }),
  response: { 204: { type: "null" }, 403: refused, 404: refused },
};
