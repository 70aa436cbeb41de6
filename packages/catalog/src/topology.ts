import type { Service } from "@tributary/runtime";
import { reads, topicsOf, writes } from "./topics-of.ts";

/** The graph of services and topics, as Mermaid draws it. Solid: records through Kafka; dotted: HTTP. */
export function topologyGraph(services: readonly Service[]): string {
  const lines = [
    ...services.map(({ name, kind }) =>
      kind === "gateway" ? `${id(name)}{{"${name}"}}` : `${id(name)}["${name}"]`,
    ),
    ...topicsOf(services).map(({ name }) => `${id(name)}[("${name}")]`),
    ...services.flatMap((service) => [
      ...reads(service).map((topic) => `${id(topic.name)} --> ${id(service.name)}`),
      ...writes(service).map((topic) => `${id(service.name)} --> ${id(topic.name)}`),
    ]),
    ...services
      .filter(({ kind }) => kind === "gateway")
      .flatMap(({ name: gateway }) =>
        services
          .filter(({ kind }) => kind === "consumer" || kind === "replay")
          .map(({ name }) => `${id(name)} -. HTTP .-> ${id(gateway)}`),
      ),
  ];
  return ["```mermaid", "flowchart LR", ...lines.map((line) => `  ${line}`), "```"].join("\n");
}

/** One row per service, as Markdown. */
export function serviceTable(services: readonly Service[]): string {
  const names = (topics: readonly { readonly name: string }[]) =>
    topics.map(({ name }) => `\`${name}\``).join(", ") || "–";
  return [
    "| service | what it does | reads | writes |",
    "| --- | --- | --- | --- |",
    ...services.map(
      (service) =>
        `| [${service.name}](services/${service.name}) | ${sentence(service.summary)} | ${names(reads(service))} | ${names(writes(service))} |`,
    ),
  ].join("\n");
}

/** Mermaid takes neither dots nor hyphens in an id. */
function id(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "_");
}

function sentence(summary: string): string {
  return summary.replace(/\.?$/, ".").replaceAll("|", "\\|");
}
