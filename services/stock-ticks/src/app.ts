import type { Producer } from "@tributary/runtime";

/** The HTTP server the runtime hands to a service. */
export type App = Parameters<NonNullable<Producer["routes"]>>[0];
