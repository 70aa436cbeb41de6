import {
  flag,
  instant,
  list,
  problem,
  record,
  recordOrNull,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from "../response-schema.ts";

const word = { type: "string", minLength: 1, maxLength: 256 };
const groupName = { type: "string", minLength: 1, maxLength: 249 };
const position = { type: "integer", minimum: 0 };
const dryRun = { type: "boolean", description: "Nothing is changed; the answer says what would be" };
const again = { type: "boolean", description: "Also those that were sent again before" };
const problems = { 400: problem, 403: problem, 404: problem, 503: problem };

const filter = { group: groupName, error: word, stage: word, topic: word };
const place = { group: groupName, partition: position, offset: position };

/** Of what is asked: a name that is not known is refused, not dropped, for a misspelt filter would match everything. */
function exactly(properties: Record<string, unknown>, required = Object.keys(properties)) {
  return { type: "object", required, properties, propertyNames: { enum: Object.keys(properties) } };
}

const group = record({
  group: text,
  kind: text,
  state: text,
  members: list(
    record({
      memberId: text,
      instanceId: textOrNull,
      clientId: text,
      host: text,
      partitions: whole,
    }),
  ),
  partitions: list(
    record({
      topic: text,
      partition: whole,
      memberId: textOrNull,
      committed: wholeOrNull,
      end: whole,
      lagRecords: whole,
      isExact: flag,
      lagSeconds: { type: "number" },
    }),
  ),
  tripped: recordOrNull({ reason: text, at: instant }),
  deadLetters: whole,
});

const letter = record({
  topic: text,
  partition: whole,
  offset: whole,
  timestamp: instant,
  group: text,
  service: text,
  version: text,
  stage: text,
  error: text,
  message: text,
  attempts: whole,
  firstSeen: instant,
});

const summary = {
  group: text,
  partition: whole,
  offset: whole,
  letter,
  isForeign: flag,
  row: recordOrNull({ file: text, line: wholeOrNull, byteOffset: wholeOrNull, column: textOrNull }),
  buriedAt: instant,
  key: textOrNull,
  valueBytes: wholeOrNull,
  resentAt: list(instant),
};

const decoded = {
  type: "object",
  required: ["ok"],
  properties: { ok: flag, json: text, reason: text, detail: text },
};

export const groupsSchema = {
  response: {
    200: record({
      clock: instant,
      actions: record({ allowed: flag, reason: textOrNull }),
      groups: list(group),
    }),
    ...problems,
  },
};

export const deadLettersSchema = {
  querystring: {
    type: "object",
    properties: { ...filter, limit: { type: "integer", minimum: 1, maximum: 1_000, default: 100 } },
  },
  response: {
    200: record({
      clock: instant,
      deadLetters: list(record(summary)),
      total: whole,
      isComplete: flag,
      errors: list(record({ error: text, count: whole })),
      countedErrorsOf: { type: "integer", description: "The errors are those of so many, the newest" },
    }),
    ...problems,
  },
};

export const deadLetterSchema = {
  params: record(place),
  response: { 200: record({ ...summary, hex: text, rowText: textOrNull, decoded }), ...problems },
};

export const resendSchema = {
  body: {
    ...exactly({ place: exactly(place), filter: exactly(filter, []), dryRun, again }, ["dryRun"]),
    oneOf: [{ required: ["place"] }, { required: ["filter"] }],
  },
  response: {
    200: record({
      matched: whole,
      resent: whole,
      alreadyResent: whole,
      failed: list(record({ group: text, partition: whole, offset: whole, problem: text })),
    }),
    ...problems,
  },
};

export const purgeSchema = {
  body: exactly({ group: groupName, buriedBefore: instant, dryRun }, ["group", "dryRun"]),
  response: { 200: record({ purged: whole }), ...problems },
};

export const resumeSchema = {
  params: record({ group: groupName }),
  response: { 200: record({ resumed: flag }), ...problems },
};
