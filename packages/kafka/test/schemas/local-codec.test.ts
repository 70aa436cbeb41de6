import type { Codec, Decoded } from "../../src/codec.ts";
import { openLocalCodec } from "../../src/schemas/avro-codec.ts";
import { LocalRegistry } from "../../src/schemas/local-registry.ts";
import { silentLog } from "../silent-log.ts";
import { encodedPosition, position, positions } from "./positions.ts";

const withoutLine = {
  ...positions.schema,
  fields: positions.schema.fields.filter(({ name }) => name !== "line"),
};

let registry: LocalRegistry;
let codec: Codec;
beforeEach(() => {
  registry = new LocalRegistry({ timeoutMs: 1 });
  codec = openLocalCodec({ registry, log: silentLog });
});

/** Decodes; when the schema must be fetched first, waits for one look-up. */
async function decoded(bytes: Buffer): Promise<Decoded<unknown>> {
  const decoder = codec.decoder(positions);
  const first = decoder.decode(bytes);
  if (first.ok === "pending") await first.resolved;
  return decoder.decode(bytes);
}

test("ids are given in order, and a schema registered again keeps its own", () => {
  const older = { name: positions.name, schema: withoutLine };

  expect([registry.register(older), registry.register(positions), registry.register(older)]).toEqual([
    1, 2, 1,
  ]);
});

test("it writes the bytes a registry's client writes, and reads them back", async () => {
  registry.register(positions);

  const encoder = await codec.encoder(positions, new AbortController().signal);

  expect(encoder.encode(position)).toEqual(encodedPosition(1));
  expect(await decoded(encoder.encode(position))).toEqual({ ok: true, value: position });
});

test("it tells of each topic it reads or writes whether the registry's latest schema is another", async () => {
  codec.decoder(positions);
  expect(await codec.drift()).toEqual(new Map());
  registry.register(positions);
  expect(await codec.drift()).toEqual(new Map([[positions.name, false]]));
  registry.register({ name: positions.name, schema: withoutLine });
  const writing = openLocalCodec({ registry, log: silentLog });
  await writing.encoder(positions, new AbortController().signal);
  expect(await writing.drift()).toEqual(new Map([[positions.name, true]]));
  expect(await openLocalCodec({ registry, log: silentLog }).drift()).toEqual(new Map());
});

test("what changes no meaning is no drift", async () => {
  codec.decoder(positions);
  registry.register({ name: positions.name, schema: { ...positions.schema, doc: "put in other words" } });
  expect(await codec.drift()).toEqual(new Map([[positions.name, false]]));
});

test("while the registry is away there is no telling", async () => {
  codec.decoder(positions);
  registry.become("away");
  await expect(codec.drift()).rejects.toMatchObject({ code: "unavailable" });
});

test("a schema that was not registered cannot be written with", async () => {
  await expect(codec.encoder(positions, new AbortController().signal)).rejects.toMatchObject({
    code: "schema_not_registered",
  });
});

test("what an older writer wrote is read with the reader's defaults; an unknown id is unreadable", async () => {
  registry.register({ name: positions.name, schema: withoutLine });

  expect(await decoded(encodedPosition(1).subarray(0, -4))).toEqual({
    ok: true,
    value: { ...position, line: null },
  });
  expect(await decoded(encodedPosition(9))).toMatchObject({ ok: false, reason: "unknown_schema" });
});

test.each(["away", "hanging"] as const)(
  "a registry that is %s is weather until it is back",
  async (weather) => {
    registry.register(positions);
    registry.become(weather);

    expect(await decoded(encodedPosition(1))).toMatchObject({ ok: "pending" });
    expect(codec.failingSince).toEqual(expect.any(Number));

    registry.become("fair");
    expect(await decoded(encodedPosition(1))).toMatchObject({ ok: true });
    expect(codec.failingSince).toBeUndefined();
  },
);

test("a look-up that hangs is answered when the registry is back, without waiting for its end", async () => {
  registry = new LocalRegistry({ timeoutMs: 3_600_000 });
  codec = openLocalCodec({ registry, log: silentLog });
  registry.register(positions);
  registry.become("hanging");
  const decoding = decoded(encodedPosition(1));

  registry.become("fair");

  expect(await decoding).toMatchObject({ ok: true });
});
