/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const count = (description: string) => ({ type: "integer", description });
const text = (description: string) => ({ type: "string", description });
const maybe = (type: "string" | "integer", description: string) => ({ type: [type, "null"], description });
const clock = { type: "integer", description: "The server's clock, ms since the epoch" };
const state = { type: "string", description: "Two capitals", example: "OH" };

const replay = {
  replay: text("Its name, in which it is asked for"),
  startedAt: maybe("integer", "Start of the run, ms since the epoch"),
  fingerprint: maybe("string", "First 8 hex digits of the file's fingerprint"),
  run: maybe("integer", "Counts the deliberate replays of the file"),
  loop: maybe("integer", "Counts the times the run went through the file"),
  accidentCount: count("Accidents counted so far"),
};

const accident = {
  accidentId: text("The file's id of the accident"),
  replay: text("The replay it is of"),
  state,
  city: maybe("string", "City"),
  severityLevel: count("Impact on traffic, not injury: 1 short delay to 4 long delay"),
  startedAt: count("Start, ms since the epoch"),
  latitude: { type: "number", description: "Degrees north, WGS84" },
  longitude: { type: "number", description: "Degrees east, WGS84" },
};

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

const chosen = {
  severity: { type: "string", description: "Levels, comma separated; absent: all", example: "3,4" },
  state: { type: "string", description: "States, comma separated; absent: all", example: "CA,NV" },
};

export const replaysSchema = {
  summary: "Replays of which there are counts, newest first",
  response: { 200: object({ clock, replays: list(object(replay)) }) },
};

export const totalsSchema = {
  summary: "Accidents of a replay by state and severity, and by hour of the local week and severity",
  querystring: {
    type: "object",
    properties: {
      replay: text("A name of GET /replays; absent: the newest"),
      state: { ...state, description: "Whose hours are told; absent: those of all states" },
    },
  },
  response: {
    200: object({
      clock,
      replay: maybe("string", "The replay counted; null while there is none"),
      accidents: count("Of all states"),
      states: list(
        object({ state, severities: list(count("Accidents of level 1, 2, 3 and 4")) }),
        "In alphabetical order; a state without accidents is not there",
      ),
      hours: list(
        list(count("Accidents that began in this hour of the local week")),
        "For each level 1 to 4 the 168 hours of the week, from Monday 00:00",
      ),
    }),
    400: refused,
  },
};

export const accidentsSchema = {
  summary: "The newest accidents of the replay that began last, newest first",
  querystring: {
    type: "object",
    properties: {
      ...chosen,
      bbox: {
        type: "string",
        description: "west,south,east,north in degrees",
        example: "-125,32,-114,42",
      },
    },
  },
  response: {
    200: object({
      clock,
      windowHours: count("They began within so many hours before the newest"),
      accidents: list(object(accident)),
    }),
    400: refused,
  },
};

export const streamSchema = {
  summary: "The same as it changes, as server-sent events: reset, delta, remove, reconnect",
  description:
    "Events carry columns and rows as JSON, and keys are accident ids; the id is a position in the log that every replica " +
    "understands. A replay that begins takes all accidents of the one before away.",
  produces: ["text/event-stream"],
  querystring: {
    type: "object",
    properties: {
      ...chosen,
      lastEventId: text("For clients that cannot send the header Last-Event-ID"),
    },
  },
  response: { 400: refused, 503: refused },
};

function object(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}

function list(items: unknown, description?: string) {
  return { type: "array", items, ...(description !== undefined && { description }) };
}
