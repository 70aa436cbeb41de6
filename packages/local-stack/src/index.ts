export type { Blueprint, Runnable } from "./blueprint.ts";
export { findJava, type Java } from "./java.ts";
export type { Part } from "./part.ts";
export { fetchParts, type PartName } from "./part-cache.ts";
export { type Parts, type PartsOptions, startParts } from "./parts.ts";
export { Ports } from "./ports.ts";
export type { Replica } from "./replica.ts";
export { type System, type SystemOptions, startSystem } from "./system.ts";
export { waitFor } from "./wait-for.ts";
