import { parse } from "yaml";
import { read } from "./deploy-files.ts";

interface Container {
  readonly ports?: readonly string[];
  readonly logging?: { readonly driver: string };
  readonly mem_limit?: string;
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const { services } = parse(read("docker-compose.yml"), { merge: true }) as {
  readonly services: Readonly<Record<string, Container>>;
};

test.each(Object.entries(services))(
  "%s is bounded in memory and logs, says what follows its end, and is open to this machine alone",
  (name, { ports = [], ...container }) => {
    expect(container.mem_limit).toMatch(/^\d+[mg]$/);
    expect(container.logging).toEqual({ driver: "local" });
    expect(container.restart).toBe(name === "provisioning" ? "no" : "unless-stopped");
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  },
);

test("nobody logs in to Grafana, whose first password is known to all", () => {
  expect(services.grafana?.environment).toMatchObject({
    GF_AUTH_ANONYMOUS_ORG_ROLE: "Viewer",
    GF_AUTH_DISABLE_LOGIN_FORM: "true",
    GF_AUTH_BASIC_ENABLED: "false",
  });
});
