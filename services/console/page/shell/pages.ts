import type { ComponentType } from "preact";

/** A page of the console, loaded when first opened. */
export interface Page {
  readonly path: string;
  readonly name: string;
  /** Pressed after `g`. */
  readonly key: string;
  /** Outline of its icon in a square of 24. */
  readonly icon: string;
  readonly load: () => Promise<ComponentType>;
}

export const pages: readonly Page[] = [
  {
    path: "/",
    name: "Overview",
    key: "h",
    icon: "M4 5h7v6H4zM13 5h7v3h-7zM13 11h7v8h-7zM4 14h7v5H4z",
    load: async () => (await import("../overview/overview-page.tsx")).OverviewPage,
  },
  {
    path: "/buses",
    name: "Buses",
    key: "b",
    icon: "M6 4h12a2 2 0 0 1 2 2v11H4V6a2 2 0 0 1 2-2zM4 11h16M7.5 17v2.5M16.5 17v2.5M7.5 14h.01M16.5 14h.01",
    load: async () => (await import("../buses/buses-page.tsx")).BusesPage,
  },
  {
    path: "/stocks",
    name: "Stocks",
    key: "s",
    icon: "M7 4v3M7 16v4M5 7h4v9H5zM17 3v5M17 14v4M15 8h4v6h-4z",
    load: async () => (await import("../stocks/stocks-page.tsx")).StocksPage,
  },
  {
    path: "/flights",
    name: "Flights",
    key: "f",
    icon: "M10.5 13.5L4 11.5V9.5l7 .5V5a1.2 1.2 0 0 1 2.4 0v5l7-.5v2l-6.5 2v4l2 1.5V20l-3.7-1-3.7 1v-1l2-1.5z",
    load: async () => (await import("../flights/flights-page.tsx")).FlightsPage,
  },
  {
    path: "/accidents",
    name: "Accidents",
    key: "a",
    icon: "M12 4.5L21 19.5H3zM12 10v4.5M12 17h.01",
    load: async () => (await import("../accidents/accidents-page.tsx")).AccidentsPage,
  },
  {
    path: "/operations",
    name: "Operations",
    key: "o",
    icon: "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M13 5v4M7 10v4M11 15v4",
    load: async () => (await import("../operations/operations-page.tsx")).OperationsPage,
  },
];
