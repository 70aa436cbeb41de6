/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const instant = (description: string) => ({
  type: "integer",
  description: `${description}, ms since the epoch`,
});
const maybe = (type: "string" | "number" | "integer", description: string) => ({
  type: [type, "null"],
  description,
});

const vehicle = {
  vehicleId: { type: "string", description: "Operator and vehicle" },
  line: maybe("string", "Line number as passengers read it"),
  direction: maybe("string", "inbound or outbound"),
  destination: maybe("string", "As shown on the vehicle"),
  latitude: { type: "number", description: "Degrees north, WGS84" },
  longitude: { type: "number", description: "Degrees east, WGS84" },
  bearingDegrees: maybe("number", "Heading, degrees clockwise from true north"),
  speedMetersPerSecond: maybe("number", "m/s"),
  observedAt: instant("When the vehicle was there, by its clock"),
  appendedAt: instant("When the broker took the report, by its clock"),
  nextStopId: maybe("string", "NaPTAN id"),
  delaySeconds: maybe("integer", "Behind the timetable; negative: early"),
  occupancy: maybe("string", "GTFS-Realtime OccupancyStatus"),
  sequence: maybe("integer", "Counts the vehicle's reports"),
  stale: { type: "boolean", description: "No report for a while: the vehicle may be elsewhere by now" },
};

const call = {
  stopId: { type: "string", description: "NaPTAN id" },
  name: { type: "string" },
  latitude: { type: "number" },
  longitude: { type: "number" },
  meters: { type: "number", description: "Along the shape" },
};

const run = {
  direction: { type: "string", enum: ["inbound", "outbound"] },
  destination: { type: "string" },
  shape: list({ type: "array", items: { type: "number" }, description: "longitude, latitude" }),
  stops: list(object(call)),
};

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

const boxParameter = {
  type: "string",
  description: "west,south,east,north in degrees",
  example: "-0.2,51.4,0.0,51.6",
};

export const vehiclesSchema = {
  summary: "Newest position of every vehicle",
  querystring: {
    type: "object",
    properties: { bbox: boxParameter, line: { type: "string", example: "24" } },
  },
  response: {
    200: object({ clock: instant("The server's clock"), vehicles: list(object(vehicle)) }),
    400: refused,
  },
};

export const streamSchema = {
  summary: "Positions as they change, as server-sent events: reset, delta, remove, reconnect",
  description:
    "Of lines, of the part of the map a box touches, or of the whole fleet. " +
    "Events carry columns and rows as JSON; the id is a position in the log that every replica understands.",
  produces: ["text/event-stream"],
  querystring: {
    type: "object",
    properties: {
      bbox: boxParameter,
      lines: { type: "string", description: "Comma separated", example: "11,24" },
      lastEventId: { type: "string", description: "For clients that cannot send the header Last-Event-ID" },
    },
  },
  response: { 400: refused, 503: refused },
};

export const linesSchema = {
  summary: "Lines of the network and of the feed, and how many vehicles each has now",
  response: {
    200: object({ lines: list(object({ line: { type: "string" }, vehicles: { type: "integer" } })) }),
  },
};

export const lineSchema = {
  summary: "Shape and stops of a line, run by run",
  params: { type: "object", properties: { line: { type: "string" } } },
  response: { 200: object({ line: { type: "string" }, runs: list(object(run)) }), 404: refused },
};

function object(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}

function list(items: unknown) {
  return { type: "array", items };
}
