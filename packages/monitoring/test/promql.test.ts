import { metricNames } from "../src/promql.ts";

test("of a query its metrics are told, and neither functions nor labels", () => {
  const query =
    'sum by (service, le) (rate(work_bucket{service=~"a|b", up="x"}[5m])) / on (le) group_left level:rec:sum5m > 0.2 or up offset 5m';
  expect(metricNames(query)).toEqual(["work_bucket", "level:rec:sum5m", "up"]);
});

test.each(["sum(foo{)", "rate(foo[5m]", "foo bar", ""])("what is no query is refused: %j", (text) => {
  expect(() => metricNames(text)).toThrow(SyntaxError);
});
