import { isDevelopment } from "./rooms.mjs";

/** The rim of a service, and the packages that launch processes. */
const allowed = [/^packages\/runtime\/src\/main-ports\.ts$/, /^packages\/(local-stack|testing|tooling)\//];

/** `process.env` is read in one place; everything else is handed its configuration. */
export function environmentAccess(_tree, modules) {
  return modules
    .filter(
      ({ path, readsEnvironment }) =>
        readsEnvironment && !isDevelopment(path) && !allowed.some((p) => p.test(path)),
    )
    .map(({ path: file }) => ({
      file,
      rule: "environment-access",
      message:
        "reads process.env: declare the variable in the service's config and take it from context.config",
    }));
}
