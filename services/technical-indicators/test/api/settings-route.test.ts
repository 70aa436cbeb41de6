import { defaultSettings } from "@tributary/indicators";
import { settingsRoute } from "../../src/api/settings-route.ts";
import type { App } from "../../src/app.ts";

test("the periods are told as the service computes with them, and none is left out by the schema", () => {
  const routes: { url: string; schema: { response: { 200: object } }; answer: () => unknown }[] = [];
  const app = {
    get: (url: string, { schema }: { schema: never }, answer: () => unknown) =>
      routes.push({ url, schema, answer }),
  };
  settingsRoute(app as unknown as App, { ...defaultSettings, rsi: 7 });
  const [route] = routes;
  expect(route?.url).toBe("/settings");
  expect(route?.answer()).toEqual({ ...defaultSettings, rsi: 7 });
  expect(namesOf(route?.schema.response[200])).toEqual(namesOfValue(defaultSettings));
});

function namesOf(schema: unknown): unknown {
  const { properties } = schema as { properties?: Record<string, unknown> };
  if (properties === undefined) return null;
  return Object.fromEntries(Object.entries(properties).map(([name, own]) => [name, namesOf(own)]));
}

function namesOfValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, namesOfValue(own)]));
}
