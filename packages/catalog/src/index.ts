export { hasApi } from "./has-api.ts";
export { services } from "./services.ts";
export { provisionedTopics, topicsOf } from "./topics-of.ts";
