import { list, oneOf } from "@tributary/config";
import { runtimeConfig } from "@tributary/runtime";

export const consoleConfig = {
  API_URLS: list(
    "APIs offered under `/api/<service>/`, each `name=url`, replicas of one name joined by `|`; an http host name with several addresses is as many replicas",
    {
      default: [],
      example: "map-feed=http://127.0.0.1:4101|http://127.0.0.1:4102",
    },
  ),
  OPS_URLS: list("Ops servers whose `/livez` and `/readyz` the Overview page shows, written as in API_URLS", {
    default: [],
    example: "bus-gps=http://127.0.0.1:9464",
  }),
  ALLOWED_HOSTS: list(
    "Host names, besides loopback, under which the page may be opened; all others are refused",
    {
      default: [],
      example: "console.example.org",
    },
  ),
  CONSOLE_ACTIONS: oneOf(
    "Who may resend, purge and resume on the Operations page and control replays: whoever opens a console that listens on loopback, or nobody",
    ["loopback", "off"] as const,
    { default: "loopback" },
  ),
  // Of every service; named here because what may be done depends on it.
  HTTP_HOST: runtimeConfig.HTTP_HOST,
};
