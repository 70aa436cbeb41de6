import { fetchPrometheus, type PrometheusProgram } from "@tributary/local-stack";

/** Prometheus and promtool; undefined, with a printed reason, where there are none: what needs them is skipped. */
export async function programOrSkip(): Promise<PrometheusProgram | undefined> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  return fetchPrometheus(say).catch((error: Error) => {
    say(`SKIPPED: alerts, dashboards and metrics are not tested against Prometheus. ${error.message}`);
    return undefined;
  });
}
