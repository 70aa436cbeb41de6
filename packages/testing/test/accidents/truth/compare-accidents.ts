import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { MongoClient } from "mongodb";
import { Comparison } from "./comparison.ts";

// Holds a collection against the CSV file it was made of, and prints what differs as one line of JSON. A program of its own
// that shares no code with the services: own CSV, own clocks, own units, and of MongoDB's driver only a plain `find`.
//
//   node compare-accidents.ts --file F --bad-lines 3,77 --uri mongodb://… --database D --collection C
const { values } = parseArgs({
  options: {
    file: { type: "string", default: "" },
    "bad-lines": { type: "string", default: "" },
    uri: { type: "string", default: "" },
    database: { type: "string", default: "" },
    collection: { type: "string", default: "" },
  },
});
const badLines = new Set(values["bad-lines"].split(",").filter(Boolean).map(Number));
const comparison = new Comparison(readFileSync(values.file), badLines);
const client = await MongoClient.connect(values.uri);
try {
  const all = client.db(values.database).collection(values.collection).find({}, { batchSize: 5_000 });
  for await (const document of all) comparison.take(document);
} finally {
  await client.close();
}
process.stdout.write(`${JSON.stringify(comparison.end())}\n`);
