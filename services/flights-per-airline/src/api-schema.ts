/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const count = (description: string) => ({ type: "integer", description });
const text = (description: string) => ({ type: "string", description });
const maybe = (type: "string" | "number" | "integer", description: string) => ({
  type: [type, "null"],
  description,
});
const clock = { type: "integer", description: "The server's clock, ms since the epoch" };
const airline = text("IATA code");
const day = (description: string) => ({ type: "string", description, example: "2015-02-28" });

const sums = {
  flights: count("Scheduled flights: flown, diverted and cancelled"),
  cancelled: count("Flights that did not fly"),
  diverted: count("Flights that landed elsewhere"),
  departedLate: count("Departed 15 min or more after schedule"),
  arrivedLate: count("Arrived 15 min or more after schedule"),
  departed: count("Flights whose departure delay is known"),
  arrived: count("Flights whose arrival delay is known"),
  departureDelayMinutes: count("Sum of the known departure delays, early ones negative"),
  arrivalDelayMinutes: count("Sum of the known arrival delays, early ones negative"),
};

const total = {
  ...sums,
  onTimeOfScheduledPercent: maybe("number", "Arrived less than 15 min late, of 100 scheduled flights"),
  onTimeOfCompletedPercent: maybe("number", "Arrived less than 15 min late, of 100 that arrived"),
  cancelledOfScheduledPercent: maybe("number", "Cancelled, of 100 scheduled flights"),
  divertedOfScheduledPercent: maybe("number", "Diverted, of 100 scheduled flights"),
  meanDepartureDelayMinutes: maybe("number", "Of the flights whose departure delay is known"),
  meanArrivalDelayMinutes: maybe("number", "Of the flights whose arrival delay is known"),
};

const replay = {
  replay: text("Its name, in which it is asked for"),
  startedAt: maybe("integer", "Start of the run, ms since the epoch"),
  fingerprint: maybe("string", "First 8 hex digits of the file's fingerprint"),
  run: maybe("integer", "Counts the deliberate replays of the file"),
  loop: maybe("integer", "Counts the times the run went through the file"),
  flightCount: count("Flights counted so far"),
  from: day("First day counted"),
  to: day("Last day counted"),
  airlines: list(text("IATA code")),
};

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

const chosen = {
  replay: text("A name of GET /replays; absent: the newest"),
  airlines: { type: "string", description: "IATA codes, comma separated; absent: all", example: "AA,WN" },
};
const querystring = {
  type: "object",
  properties: { ...chosen, from: day("First day, included"), to: day("Last day, included") },
};
const head = { clock, replay: maybe("string", "The replay counted; null while there is none") };

export const replaysSchema = {
  summary: "Replays of which there are counts, newest first",
  response: { 200: object({ clock, replays: list(object(replay)) }) },
};

export const countsSchema = {
  summary: "Flights per airline and day, by date and airline; a day without flights has no row",
  querystring,
  response: {
    200: object({
      ...head,
      counts: list(object({ airline, date: day("Local day of the scheduled departures"), ...sums })),
    }),
    400: refused,
  },
};

export const totalsSchema = {
  summary: "Sums and shares of all, of each airline, and of each airline's weekdays",
  querystring,
  response: {
    200: object({
      ...head,
      total: object(total),
      airlines: list(object({ airline, ...total })),
      weekdays: list(object({ airline, isoWeekday: count("1 Monday to 7 Sunday"), ...total })),
    }),
    400: refused,
  },
};

export const csvSchema = {
  summary: "The same as GET /counts as a CSV file (RFC 4180), with the replay in the first column",
  querystring,
  response: { 200: { content: { "text/csv": { schema: { type: "string" } } } }, 400: refused },
};

export const streamSchema = {
  summary: "Counts of a replay as they change, as server-sent events: reset, delta, remove, reconnect",
  description:
    "Events carry columns and rows as JSON; the id is a position in the log that every replica understands. " +
    "Without a replay it follows the one that is newest when the stream is opened.",
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

function list(items: unknown) {
  return { type: "array", items };
}
