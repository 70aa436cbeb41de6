import { ConfigError } from "@tributary/config";
import { BrokerError, RegistryError } from "@tributary/kafka";
import { exitCodeOf } from "../src/exit-code.ts";
import { PermissionError } from "../src/permission-error.ts";

test("each kind of end has the exit code that tells what to do next", () => {
  expect(exitCodeOf(new ConfigError([]))).toBe(78);
  expect(exitCodeOf(new BrokerError("tls_rejected", "self-signed"))).toBe(78);
  expect(exitCodeOf(new RegistryError("no_registry", "a web server answers"))).toBe(78);
  expect(exitCodeOf(new RegistryError("incompatible", "409"))).toBe(78);
  expect(exitCodeOf(new BrokerError("authentication_failed", "wrong password"))).toBe(77);
  expect(exitCodeOf(new RegistryError("not_authorized", "403"))).toBe(77);
  expect(exitCodeOf(new PermissionError([]))).toBe(77);
  expect(exitCodeOf(new BrokerError("unknown_topic", "x"))).toBe(75);
  expect(exitCodeOf(new BrokerError("conflict", "x was deleted and made again"))).toBe(75);
  expect(exitCodeOf(new RegistryError("schema_not_registered", "x"))).toBe(75);
  expect(exitCodeOf(new BrokerError("unavailable", "x"))).toBe(69);
  expect(exitCodeOf(new TypeError("our own bug"))).toBe(1);
});
