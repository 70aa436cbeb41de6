export type { Blueprint, Runnable } from "./blueprint.ts";
export type { Part } from "./part.ts";
export { type Parts, type PartsOptions, startParts } from "./parts.ts";
export type { Replica } from "./replica.ts";
export { type System, type SystemOptions, startSystem } from "./system.ts";
export { waitFor } from "./wait-for.ts";
export { findJava, type Java } from "./java.ts";
export { fetchParts, type PartName } from "./part-cache.ts";
