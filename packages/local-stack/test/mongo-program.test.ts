import { findMongod } from "../src/mongo-program.ts";

test("a mongod on PATH runs as a replica set on this machine alone, its data apart for each feature release", () => {
  const mongod = findMongod(() => "db version v8.0.4\nBuild Info: {}");
  expect(mongod).toMatchObject({ label: "MongoDB 8.0", dataFolder: "mongod-8.0" });
  const args = mongod?.args(27018, "/data").join(" ");
  expect(args).toContain("--replSet tributary --bind_ip 127.0.0.1 --port 27018 --dbpath /data");
  expect(mongod?.uri(27018)).toBe("mongodb://127.0.0.1:27018/?replicaSet=tributary");
});

test.each([undefined, "mongod: cannot execute"])("no version (%j), no mongod", (said) => {
  expect(findMongod(() => said)).toBeUndefined();
});
