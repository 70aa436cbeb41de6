import { ConfigError, load } from "@tributary/config";
import { hostsOf, mongoClient } from "../src/mongo-client.ts";
import { mongoConfig } from "../src/mongo-config.ts";

const limits = { maxPoolSize: 3, timeoutMs: 1_000, appName: "test" };
const made = (env: Readonly<Record<string, string>> = {}) => mongoClient(load(mongoConfig, env), limits);

function complaint(env: Readonly<Record<string, string>>): string {
  try {
    made(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error("not refused");
}

test("writes are acknowledged by a majority in its journals, unless the URI says otherwise", () => {
  expect(made().options.writeConcern).toMatchObject({ w: "majority", journal: true });
  const own = made({ MONGODB_URI: "mongodb://db1:27017/?w=2&retryWrites=false" });
  expect(own.options.writeConcern?.w).toBe(2);
  expect(own.options.retryWrites).toBe(true);
  expect(own.options.maxPoolSize).toBe(3);
});

test("login and authority come from variables of their own, and hosts are shown without them", () => {
  const client = made({
    MONGODB_URI: "mongodb://db1:27017,db2:27018/?replicaSet=rs0&authMechanism=SCRAM-SHA-256",
    MONGODB_USERNAME: "sink",
    MONGODB_PASSWORD: "s3cret",
    MONGODB_TLS_CA_FILE: new URL("../package.json", import.meta.url).pathname,
  });
  expect(client.options.credentials).toMatchObject({ username: "sink", password: "s3cret" });
  expect(client.options.tls).toBe(true);
  expect(hostsOf(client)).toBe("db1:27017,db2:27018");
  expect(hostsOf(made({ MONGODB_URI: "mongodb://user:s3cret@db3:27017/" }))).toBe("db3:27017");
});

test("what cannot be a MongoDB is refused with words, and the password is in none of them", () => {
  expect(complaint({ MONGODB_URI: "http://user:s3cret@db/" })).toMatch(/a MongoDB connection string/);
  expect(complaint({ MONGODB_URI: "http://user:s3cret@db/" })).not.toMatch(/s3cret/);
  expect(complaint({ MONGODB_URI: "mongodb://user:s3cret@db/?nonsense=1" })).toMatch(/nonsense/);
  expect(complaint({ MONGODB_URI: "mongodb://user:s3cret@db/?nonsense=1" })).not.toMatch(/s3cret/);
  expect(complaint({ MONGODB_URI: "mongodb://db/?w=0" })).toMatch(/no loss would be noticed/);
  expect(complaint({ MONGODB_PASSWORD: "s3cret" })).toMatch(/MONGODB_USERNAME: given nothing/);
  expect(complaint({ MONGODB_TLS_CA_FILE: "/nowhere.pem" })).toMatch(/a file this process can read/);
});
