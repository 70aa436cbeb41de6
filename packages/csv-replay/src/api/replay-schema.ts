/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const text = (description: string) => ({ type: "string", description });
const maybe = (type: "string" | "number" | "integer", description: string) => ({
  type: [type, "null"],
  description,
});
const count = (description: string) => ({ type: "integer", description });
const instant = (description: string) => maybe("integer", `${description}, ms since the epoch`);

const speed = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: 1e9,
  description: "Seconds of event time a second",
};
const rate = { type: "number", exclusiveMinimum: 0, maximum: 1e9, description: "Rows a second" };

const pace = {
  description: "How rows follow each other: by event time, by a rate, or as fast as they are written",
  oneOf: [
    object({ by: { type: "string", const: "speed" }, speed }),
    object({ by: { type: "string", const: "rate" }, rowsPerSecond: rate }),
    object({ by: { type: "string", const: "max" } }),
  ],
};

const rows = object({
  read: count("sent and buried, always"),
  sent: count("Records in the topic"),
  buried: count("Bad rows in the dead letters"),
  skipped: count("Out of the window, or jumped over by a seek: not read"),
  late: count("Sent behind a row of later event time"),
  outliers: count("Sent with a field that is far from usual"),
});

const status = object({
  state: {
    type: "string",
    enum: ["waiting", "preparing", "running", "paused", "finished", "failed"],
    description: "waiting: another instance owns the file; finished: all rows are in the log",
  },
  detail: maybe("string", "In words, where the state needs them"),
  file: text("Base name"),
  fingerprint: text("First 16 hexadecimal digits of the SHA-256 of the content"),
  dataset: text("Kind of file"),
  replay: maybe("string", "Name as its records carry it: start, fingerprint, run and loop"),
  run: count("Counts deliberate replays"),
  loop: count("Counts passes of a run through the file"),
  pace,
  gapCapMs: maybe("number", "A longer gap of event time counts as so many ms"),
  isLooping: { type: "boolean" },
  eventTime: instant("Of the last row in the log, as sent"),
  firstEventTime: instant("Of the first row, as sent"),
  lastEventTime: instant("Of the last row, as sent"),
  rows,
  rowsPerSecond: { type: "number", description: "Over the last 5 s" },
  share: maybe("number", "Done, 0 to 1"),
  remainingSeconds: maybe("number", "Until the last row, as things go"),
  startedAt: instant("Start of the run"),
  finishedAt: instant("When the last row was read"),
  clock: { type: "integer", description: "The service's clock, ms since the epoch" },
});

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

export const statusSchema = { summary: "How far the replay is", response: { 200: status } };

export const eventsSchema = {
  summary: "The status as it changes, as server-sent events: status, reconnect",
  description:
    "Each event `status` carries what GET /replay answers, at each change and each second while it runs.",
  produces: ["text/event-stream"],
  response: { 503: refused },
};

const controlled = { 200: status, 400: refused, 403: refused, 409: refused };

export const pauseSchema = { summary: "Send nothing until it is resumed", response: controlled };
export const resumeSchema = { summary: "Go on where it was paused", response: controlled };
export const againSchema = { summary: "Begin a new run from the first row", response: controlled };

export const paceSchema = {
  summary: "Another pace, from where the replay stands: exactly one of speed, rate and max",
  // Not `oneOf`: Fastify drops unknown properties while it tries the first branch, and what is left fits none.
  body: {
    type: "object",
    properties: { speed, rate, max: { type: "boolean", const: true } },
    propertyNames: { enum: ["speed", "rate", "max"] },
    minProperties: 1,
    maxProperties: 1,
  },
  response: controlled,
};

export const seekSchema = {
  summary:
    "To the first row at or after an event time; back is a new run, rows of a run are never sent twice",
  body: object({ eventTime: { type: "integer", description: "As sent, ms since the epoch" } }),
  response: controlled,
};

function object(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}
