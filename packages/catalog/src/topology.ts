import { outputsOf, type Service } from "@tributary/runtime";
import { hasApi } from "./has-api.ts";
import { reads, topicsOf } from "./topics-of.ts";

/** The graph of services and topics, as Mermaid draws it. Solid: records through Kafka; dotted: HTTP. */
export function topologyGraph(services: readonly Service[]): string {
  const lines = [
    ...services.map(({ name, kind }) =>
      kind === "gateway" ? `${id(name)}{{"${name}"}}` : `${id(name)}["${name}"]`,
    ),
    ...topicsOf(services).map(({ name }) => `${id(name)}[("${name}")]`),
    ...services.flatMap((service) => [
      ...reads(service).map((topic) => `${id(topic.name)} --> ${id(service.name)}`),
      ...outputsOf(service).map((topic) => `${id(service.name)} --> ${id(topic.name)}`),
    ]),
    ...services
      .filter(({ kind }) => kind === "gateway")
      .flatMap(({ name: gateway }) =>
        services.filter(hasApi).map(({ name }) => `${id(name)} -. HTTP .-> ${id(gateway)}`),
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
        `| [${service.name}](services/${service.name}) | ${sentence(service.summary)} | ${names(reads(service))} | ${names(outputsOf(service))} |`,
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
