import { services } from "@tributary/catalog";
import { containers } from "./deploy-files.ts";

const addresses = (variable: string) => containers().console?.environment?.[variable]?.split(",") ?? [];
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
