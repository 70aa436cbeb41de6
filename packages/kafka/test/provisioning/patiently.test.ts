import { patiently } from "../../src/provisioning/patiently.ts";
import { RegistryError } from "../../src/schemas/registry-error.ts";

const noWait = () => Promise.resolve();

test("a registry that cuts the connection is asked again", async () => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls < 3) throw new RegistryError("unavailable", "socket hang up");
    return 7;
  };
  await expect(patiently(work, noWait)).resolves.toBe(7);
});

test("what the registry refuses is not asked again", async () => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    throw new RegistryError("incompatible", "a field has no default");
  };
  await expect(patiently(work, noWait)).rejects.toThrow("a field has no default");
  expect(calls).toBe(1);
});

test("patience ends", async () => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    throw new RegistryError("unavailable", "connection refused");
  };
  await expect(patiently(work, noWait)).rejects.toThrow("connection refused");
  expect(calls).toBe(20);
});
