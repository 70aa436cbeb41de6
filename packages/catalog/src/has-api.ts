import type { Service } from "@tributary/runtime";

/** Whether a service behind the gateway answers on HTTP_PORT. */
export function hasApi(service: Service): boolean {
  return service.kind !== "gateway" && service.routes !== undefined;
}
