import { withSection } from "../src/marked-section.ts";

test("only what stands between the markers is replaced", () => {
  const text = "before\n<!-- topology:begin -->old<!-- topology:end -->\nafter\n";
  expect(withSection(text, "topology", "new")).toBe(
    "before\n<!-- topology:begin -->\n\nnew\n\n<!-- topology:end -->\nafter\n",
  );
});

test("replacing twice changes nothing more", () => {
  const once = withSection("<!-- topology:begin --><!-- topology:end -->", "topology", "graph");
  expect(withSection(once, "topology", "graph")).toBe(once);
});

test.each(["no markers", "<!-- topology:begin --> no end", "<!-- topology:end --><!-- topology:begin -->"])(
  "a text without both markers in order is refused: %s",
  (text) => {
    expect(() => withSection(text, "topology", "graph")).toThrow("no <!-- topology:begin -->");
  },
);
