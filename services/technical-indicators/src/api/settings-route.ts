import type { IndicatorSettings } from "@tributary/indicators";
import type { App } from "../app.ts";

const period = { type: "integer", description: "In bars" };

const settingsSchema = {
  summary: "Periods of the indicators, so that whoever has the bars can compute them again",
  response: {
    200: object({
      sma: period,
      ema: period,
      bollinger: object({
        period,
        deviations: { type: "number", description: "From the middle band to the outer ones" },
      }),
      aroon: period,
      rsi: period,
      macd: object({ fast: period, slow: period, signal: period }),
    }),
  },
};

/** `GET /settings`. */
export function settingsRoute(app: App, settings: IndicatorSettings): void {
  app.get("/settings", { schema: settingsSchema }, () => settings);
}

function object(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}
