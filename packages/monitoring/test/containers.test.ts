import { containers } from "./deploy-files.ts";

test.each(Object.entries(containers()))(
  "%s is bounded in memory and logs, says what follows its end, and is open to this machine alone",
  (name, { ports = [], ...container }) => {
    expect(container.mem_limit).toMatch(/^\d+[mg]$/);
    expect(container.logging).toEqual({ driver: "local" });
    expect(container.restart).toBe(name === "provisioning" ? "no" : "unless-stopped");
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  },
);

test("nobody logs in to Grafana, whose first password is known to all", () => {
  expect(containers().grafana?.environment).toMatchObject({
    GF_AUTH_ANONYMOUS_ORG_ROLE: "Viewer",
    GF_AUTH_DISABLE_LOGIN_FORM: "true",
    GF_AUTH_BASIC_ENABLED: "false",
  });
});
