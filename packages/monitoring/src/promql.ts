import { parser } from "@prometheus-io/lezer-promql";

/** The metrics a PromQL expression asks for, each once. Throws a `SyntaxError` where the expression is none. */
export function metricNames(expression: string): readonly string[] {
  const names = new Set<string>();
  parser.parse(expression).iterate({
    enter: ({ name, type, from, to, node }) => {
      if (type.isError) throw new SyntaxError(`no PromQL at character ${from}: ${expression}`);
      if (name === "Identifier" && node.parent?.name === "VectorSelector")
        names.add(expression.slice(from, to));
    },
  });
  return [...names];
}
