import { progressTopicName } from "@tributary/contracts";
import type { IncomingRecord } from "@tributary/kafka";
import type { Mark } from "../mark.ts";
import { DefinitionError } from "../process/definition-error.ts";
import { maxRecordBytes } from "../process/outbox.ts";
import { jsonFault } from "../process/state-json.ts";
import { StateLostError } from "../process/state-lost-error.ts";
import type { Json } from "../view.ts";

/** Of the form below, not of what a service keeps in it. */
const version = 1;

/** The mark in bytes, null to forget the key. Throws a `DefinitionError` for what could not be read back. */
export function markBytes(service: string, { mark: key, value }: Mark): Buffer | null {
  const of = `${service} marks ${JSON.stringify(key)}`;
  if (typeof key !== "string" || key === "") throw new DefinitionError(`${of}: the key is to be a text`);
  if (value === undefined) return null;
  const fault = jsonFault(value);
  if (fault !== undefined) throw new DefinitionError(`${of} with what JSON cannot hold: the value${fault}`);
  const bytes = Buffer.from(JSON.stringify({ version, value }));
  if (bytes.length + 3 * key.length > maxRecordBytes)
    throw new DefinitionError(`${of} with ${bytes.length} bytes, at most ${maxRecordBytes} are written`);
  return bytes;
}

/** Adds what the records say, which come in the order of the log. Throws a `StateLostError` for what it cannot read. */
export function readMarks(
  service: string,
  records: readonly Pick<IncomingRecord, "key" | "value" | "offset">[],
  into: Map<string, Json>,
): void {
  for (const { key, value, offset } of records) {
    if (key === null) throw unreadable(service, `a record without a key at offset ${offset}`);
    const name = key.toString();
    if (value === null) into.delete(name);
    else into.set(name, parsed(service, name, value));
  }
}

function parsed(service: string, key: string, bytes: Buffer): Json {
  let read: unknown;
  try {
    read = JSON.parse(bytes.toString());
  } catch {
    throw unreadable(service, `under ${JSON.stringify(key)} what is no JSON`);
  }
  const found = read as { readonly version?: unknown; readonly value?: Json } | null;
  if (found?.version !== version || found.value === undefined) {
    const given = JSON.stringify(found?.version) ?? "none";
    throw unreadable(service, `under ${JSON.stringify(key)} a mark of version ${given}`);
  }
  return found.value;
}

function unreadable(service: string, what: string): StateLostError {
  return new StateLostError(
    `How far ${service} has come cannot be read: ${progressTopicName(service)} holds ${what}, and this build reads ` +
      `marks of version ${version}. Either run the build that wrote it, or stop ${service} and make the topic anew: it ` +
      "then begins from the start, and what was sent before is sent again.",
  );
}
