export { services } from "./services.ts";
export { topicsOf } from "./topics-of.ts";
