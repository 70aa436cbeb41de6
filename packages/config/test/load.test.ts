import {
  boolean,
  ConfigError,
  integer,
  list,
  load,
  number,
  oneOf,
  type Spec,
  string,
  url,
} from "../src/index.ts";

/** The faults of a spec under an environment; fails the test when there are none. */
function faultsOf(spec: Spec, env: Record<string, string>, files: Record<string, string> = {}) {
  try {
    load(spec, env, readFrom(files));
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("no fault was found");
}

function readFrom(files: Record<string, string>) {
  return (path: string) => {
    const content = files[path];
    if (content === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
    return content;
  };
}

const port = integer("Port of the API.", { default: 8080, minimum: 0, maximum: 65_535 });

test("each kind of variable is read from its text", () => {
  const spec = {
    NAME: string("A name."),
    HTTP_PORT: port,
    BUS_SPEED: number("Times real time."),
    TLS: boolean("Encrypt."),
    REGISTRY_URL: url("The registry."),
    BUS_LINES: list("Lines."),
    MODE: oneOf("How to report.", ["feed", "live"]),
  };
  const values = load(spec, {
    NAME: "  bus gps ",
    HTTP_PORT: "9000",
    BUS_SPEED: "1e-1",
    TLS: "True",
    REGISTRY_URL: "http://127.0.0.1:8081/apis/ccompat/v7",
    BUS_LINES: "11, 24 ,N29",
    MODE: "live",
  });
  expect(values).toEqual({
    NAME: "bus gps",
    HTTP_PORT: 9000,
    BUS_SPEED: 0.1,
    TLS: true,
    REGISTRY_URL: "http://127.0.0.1:8081/apis/ccompat/v7",
    BUS_LINES: ["11", "24", "N29"],
    MODE: "live",
  });
});

test("values have the types of their declarations", () => {
  const values = load(
    {
      MODE: oneOf("Mode.", ["feed", "live"], { default: "feed" }),
      LIMIT: integer("Limit.", { optional: true }),
      LINES: list("Lines.", { default: ["11"] }),
    },
    {},
  );
  const mode: "feed" | "live" = values.MODE;
  const limit: number | undefined = values.LIMIT;
  const lines: readonly string[] = values.LINES;
  // @ts-expect-error an optional variable may be absent
  const certain: number = values.LIMIT;
  // @ts-expect-error a name that was not declared
  expect(values.OTHER).toBeUndefined();
  expect([mode, limit, lines, certain]).toEqual(["feed", undefined, ["11"], undefined]);
});

test("an empty text counts as not given, as Compose passes unset variables on", () => {
  const spec = { HTTP_PORT: port, PROXY: url("Proxy.", { optional: true }), NAME: string("Name.") };
  expect(load(spec, { HTTP_PORT: "", PROXY: "  ", NAME: "x" })).toEqual({ HTTP_PORT: 8080, NAME: "x" });
  expect(faultsOf(spec, { NAME: "" }).faults).toMatchObject([{ name: "NAME", given: undefined }]);
});

test("variables of other programs are left alone", () => {
  expect(load({ HTTP_PORT: port }, { HOME: "/root", HTTP_PORT: "1" })).toEqual({ HTTP_PORT: 1 });
});

test.each(["12abc", "0x1f", "1.5", "65536", "-1", "1e3", "NaN", "Infinity", "1 2", "٣"])(
  "an integer from 0 to 65535 is not written %j",
  (given) => {
    expect(faultsOf({ HTTP_PORT: port }, { HTTP_PORT: given }).faults).toMatchObject([
      { name: "HTTP_PORT", given, expected: "integer from 0 to 65535" },
    ]);
  },
);

test("an integer beyond 2^53 is refused, for the next one would be read as the same", () => {
  const spec = { COUNT: integer("A count.") };
  expect(load(spec, { COUNT: "9007199254740991" }).COUNT).toBe(9_007_199_254_740_991);
  expect(faultsOf(spec, { COUNT: "9007199254740993" }).faults).toHaveLength(1);
});

test.each(["1,5", "ten", "1e400", "--1", ".", "0x10"])("a number is not written %j", (given) => {
  expect(faultsOf({ SPEED: number("Speed.", { unit: "km/h" }) }, { SPEED: given }).faults).toMatchObject([
    { name: "SPEED", given, expected: "number (km/h)" },
  ]);
});

test("bounds are inclusive", () => {
  const spec = { SPEED: number("Speed.", { minimum: 0.1, maximum: 60 }) };
  expect(load(spec, { SPEED: "60" }).SPEED).toBe(60);
  expect(load(spec, { SPEED: ".1" }).SPEED).toBe(0.1);
  expect(faultsOf(spec, { SPEED: "60.001" }).faults[0]?.expected).toBe("number from 0.1 to 60");
  expect(faultsOf(spec, { SPEED: "0.099" }).faults).toHaveLength(1);
});

test.each(["localhost:8081", "127.0.0.1:8081", "/apis", "http://", "http:// a"])("%j is no URL", (given) => {
  expect(faultsOf({ REGISTRY: url("Registry.") }, { REGISTRY: given }).faults).toMatchObject([{ given }]);
});

test("a list refuses empty elements", () => {
  const spec = { LINES: list("Lines.") };
  expect(faultsOf(spec, { LINES: "11,,24" }).faults).toHaveLength(1);
  expect(faultsOf(spec, { LINES: "11," }).faults).toHaveLength(1);
});

test("choices are spelled exactly", () => {
  const spec = { MODE: oneOf("Mode.", ["feed", "live"]) };
  expect(faultsOf(spec, { MODE: "Feed" }).faults[0]?.expected).toBe("one of feed, live");
});

test("all faults come at once, in the order of the declaration, and say what to do", () => {
  const spec = {
    KAFKA_BROKERS: list("Brokers to begin with.", { example: "127.0.0.1:9092" }),
    HTTP_PORT: port,
    TIMEOUT_MS: integer("How long to wait.", { unit: "ms", minimum: 1, optional: true }),
    PASSWORD: string("Password of the broker.", { secret: true }),
  };
  const error = faultsOf(spec, { HTTP_PORT: "http", TIMEOUT_MS: "0" });
  expect(error.message.split("\n")).toEqual([
    "The configuration cannot be used: 4 variables to correct.",
    "  KAFKA_BROKERS: given nothing, expected comma separated list. Set KAFKA_BROKERS, for example 127.0.0.1:9092: Brokers to begin with.",
    '  HTTP_PORT: given "http", expected integer from 0 to 65535. Correct HTTP_PORT, or unset it for 8080: Port of the API.',
    '  TIMEOUT_MS: given "0", expected integer, at least 1 (ms). Correct TIMEOUT_MS, or unset it: How long to wait.',
    "  PASSWORD: given nothing, expected text. Set PASSWORD, or PASSWORD_FILE to a file that holds it: Password of the broker.",
  ]);
});

test("values are frozen, lists included", () => {
  const values = load({ LINES: list("Lines.", { default: ["11"] }) }, {});
  expect(() => Object.assign(values, { LINES: [] })).toThrow(TypeError);
  expect(() => (values.LINES as string[]).push("24")).toThrow(TypeError);
});

test("loading twice gives lists of their own, and leaves the declared default as it was", () => {
  const lines = ["11"];
  const spec = { LINES: list("Lines.", { default: lines }) };
  expect(load(spec, {}).LINES).toEqual(["11"]);
  expect(Object.isFrozen(lines)).toBe(false);
});

test("a default that its own declaration refuses is an error of the program, not of its user", () => {
  expect(() => load({ P: integer("Port.", { default: 70_000, maximum: 65_535 }) }, {})).toThrow(TypeError);
});

test("a password within a URL is not shown", () => {
  const error = faultsOf({ P: integer("Port.") }, { P: "mongodb://root:hunter2@db:27017" });
  expect(error.message).not.toContain("hunter2");
  expect(error.faults[0]?.given).toBe("mongodb://***@db:27017");
});

describe("a secret", () => {
  const spec = {
    PASSWORD: string("Password.", { secret: true }),
    PIN: integer("Pin.", { secret: true, default: 1 }),
  };

  test("is read from the environment, or from the file that NAME_FILE names, without its last line feed", () => {
    expect(load(spec, { PASSWORD: "hunter2" }).PASSWORD).toBe("hunter2");
    expect(load(spec, { PASSWORD_FILE: "/run/p" }, readFrom({ "/run/p": "hunter2\n" })).PASSWORD).toBe(
      "hunter2",
    );
  });

  test("is never shown", () => {
    const error = faultsOf(spec, { PASSWORD: "x", PIN: "12345abc" });
    expect(error.faults).toMatchObject([{ name: "PIN", given: "***" }]);
    expect(error.message).not.toContain("12345abc");
    expect(faultsOf(spec, { PASSWORD: "x", PIN_FILE: "/p" }, { "/p": "67890abc" }).message).not.toContain(
      "67890",
    );
  });

  test("given in both ways is a fault", () => {
    const error = faultsOf(spec, { PASSWORD: "hunter2", PASSWORD_FILE: "/run/p" }, { "/run/p": "other" });
    expect(error.faults).toMatchObject([{ name: "PASSWORD", given: "***" }]);
    expect(error.message).toContain("Both PASSWORD and PASSWORD_FILE are given: keep one of them.");
    expect(error.message).not.toContain("hunter2");
  });

  test("in a file that cannot be read, or is empty, is a fault of the path", () => {
    expect(faultsOf(spec, { PASSWORD_FILE: "/run/none" }).faults).toMatchObject([
      { name: "PASSWORD_FILE", given: "/run/none", expected: "a file that can be read" },
    ]);
    expect(faultsOf(spec, { PASSWORD_FILE: "/run/p" }, { "/run/p": "\n" }).faults).toMatchObject([
      { name: "PASSWORD_FILE", expected: "a file that holds the secret" },
    ]);
  });

  test("is read from the disk when no reader is handed in", () => {
    const error = (() => {
      try {
        load(spec, { PASSWORD_FILE: `${import.meta.dirname}/no-such-file` });
      } catch (thrown) {
        return thrown as ConfigError;
      }
    })();
    expect(error?.message).toContain("ENOENT");
  });

  test("of a plain variable is not read from a file", () => {
    expect(load({ NAME: string("Name.", { default: "a" }) }, { NAME_FILE: "/run/p" }).NAME).toBe("a");
  });
});
