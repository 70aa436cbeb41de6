import { SaxesParser } from "saxes";
import { DocumentError } from "./document-error.ts";
import type { FeedReader, FeedRecord } from "./feed-record.ts";
import { siriActivityRecord } from "./siri-activity.ts";

const record = "VehicleActivity";

/**
 * Reads SIRI Vehicle Monitoring (CEN/TS 15531-3, as the UK's Bus Open Data Service publishes it) while it
 * arrives: only one record is in memory at a time, all of England is 31 MB. Records before a fault of the
 * XML are kept; the fault is a DocumentError.
 * @param now wall clock, for records that say until when they hold
 */
export function siriVmReader(now: () => number): FeedReader {
  return async function* (body) {
    const found: FeedRecord[] = [];
    const parser = recordParser((values) => found.push(siriActivityRecord(values, now())));
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const fault = parser.write(decoder.decode(chunk, { stream: true }));
      yield* found.splice(0);
      if (fault !== undefined) throw new DocumentError("malformed", fault);
    }
    const fault = parser.close(decoder.decode());
    yield* found.splice(0);
    if (fault !== undefined) throw new DocumentError("malformed", fault);
  };
}

/** Calls back with every record's values, named "parent/element" without namespace prefixes; the first of a name counts. */
function recordParser(onRecord: (values: ReadonlyMap<string, string>) => void) {
  const path: string[] = [];
  let values: Map<string, string> | undefined;
  let text = "";
  let fault: string | undefined;
  const parser = new SaxesParser();
  const add = (part: string) => {
    text += part;
  };
  parser.on("error", (error) => {
    fault ??= error.message;
  });
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("opentag", ({ name }) => {
    path.push(name.slice(name.indexOf(":") + 1));
    text = "";
    if (path[path.length - 1] === record) values = new Map();
  });
  parser.on("closetag", () => {
    const [parent, name] = path.slice(-2);
    const value = text.trim();
    if (value !== "" && !values?.has(`${parent}/${name}`)) values?.set(`${parent}/${name}`, value);
    if (path.pop() === record && values !== undefined) {
      // What follows a fault may be anything.
      if (fault === undefined) onRecord(values);
      values = undefined;
    }
    text = "";
  });
  return {
    write(chunk: string): string | undefined {
      parser.write(chunk);
      return fault;
    },
    close(rest: string): string | undefined {
      parser.write(rest).close();
      return fault;
    },
  };
}
