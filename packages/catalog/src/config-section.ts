import { type Spec, table } from "@tributary/config";
import { runtimeConfig, type Service } from "@tributary/runtime";

/** A README's account of the variables of a service: its own first, then those that every service understands. */
export function configSection(service: Service): string {
  const own: Spec = service.config;
  // A variable that the service declares anew has the service's default.
  const others = Object.fromEntries(
    Object.entries<Spec[string]>(runtimeConfig).filter(([name]) => !(name in own)),
  );
  const ownTable = Object.keys(own).length === 0 ? "It has no variables of its own." : table(own);
  return `${ownTable}\n\nAs every service:\n\n${table(others)}`;
}
