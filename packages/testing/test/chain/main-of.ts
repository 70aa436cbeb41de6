/** The module of a service, which is started by its path and never imported. */
export function mainOf(service: string): URL {
  return new URL(`../../../../services/${service}/src/main.ts`, import.meta.url);
}
