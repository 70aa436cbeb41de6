import { services } from "@tributary/catalog";
import { parse } from "yaml";
import { read } from "./deploy-files.ts";

const { console: page } = (
  parse(read("docker-compose.yml"), { merge: true }) as {
    readonly services: Readonly<Record<string, { readonly environment: Readonly<Record<string, string>> }>>;
  }
).services;

const addresses = (variable: string) => page?.environment[variable]?.split(",") ?? [];
const addressed = (names: readonly string[], port: string) =>
  names.map((name) => `${name}=http://${name}:${port}`);

test("in containers the console knows the API of every service that has one, and no other", () => {
  const withApi = services.filter((service) => service.kind !== "gateway" && service.routes !== undefined);
  expect(addresses("API_URLS").sort()).toEqual(
    addressed(
      withApi.map(({ name }) => name),
      "8080",
    ).sort(),
  );
});

test("in containers the console looks after every service", () => {
  expect(addresses("OPS_URLS").sort()).toEqual(
    addressed(
      services.map(({ name }) => name),
      "9464",
    ).sort(),
  );
});
