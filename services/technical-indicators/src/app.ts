import type { Consumer } from "@tributary/runtime";

/** The HTTP server the runtime hands to a service. */
export type App = Parameters<NonNullable<Consumer["routes"]>>[0];
