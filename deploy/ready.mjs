// A container's health check: exit 0 when the service says on its ops port that it is ready.
import { get } from "node:http";

// biome-ignore lint/style/noProcessEnv: a process of its own beside the service
const port = process.env.OPS_PORT || 9464;
get({ host: "127.0.0.1", port, path: "/readyz", timeout: 2_000, agent: false }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
)
  .on("error", () => process.exit(1))
  .on("timeout", () => process.exit(1));
