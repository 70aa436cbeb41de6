export { services } from "./services.ts";
export { provisionedTopics, topicsOf } from "./topics-of.ts";
