import { metricTable } from "../src/metric-list.ts";

const section = /(<!-- metrics:begin -->\n)[\s\S]*(<!-- metrics:end -->)/;

/** The README with the list of metrics as it is between its marks. Throws when it has no marks. */
export function withMetricTable(readme: string): string {
  if (!section.test(readme)) throw new Error("README.md has no metrics:begin and metrics:end");
  return readme.replace(section, (_, begin: string, end: string) => `${begin}\n${metricTable()}\n\n${end}`);
}
