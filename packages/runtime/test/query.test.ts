import { Query } from "../src/query.ts";

const levels = { words: "levels, such as 1,4", most: 3 };

test("a parameter that is not given is undefined, however it is read", () => {
  const query = new Query({}, ["a"]);
  expect([query.text("a"), query.word("a", "of these"), query.list("a", levels), query.box("a")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a text is what it is, and may be empty", () => {
  const query = new Query({ a: "x y", b: "" }, ["a", "b"]);
  expect([query.text("a"), query.text("b")]).toEqual(["x y", ""]);
});

test("a list is told apart by commas, each entry once, without blanks around it", () => {
  expect(new Query({ level: "4, 1,4" }, ["level"]).list("level", levels)).toEqual(["4", "1"]);
});

test("a box is west, south, east, north", () => {
  const box = { west: -0.2, south: 51.4, east: 0, north: 51.6 };
  expect(new Query({ bbox: "-0.2, 51.4,0,51.6" }, ["bbox"]).box("bbox")).toEqual(box);
});

test("a parameter nobody knows is refused, with those that are known", () => {
  expect(() => new Query({ aera: "1" }, ["area", "limit"])).toThrow(
    'unknown parameter "aera"; known are area, limit',
  );
});

test.each([
  ["text", [["a", "b"]], "a is given more than once"],
  ["text", [{ $ne: "" }], "a is given more than once"],
  ["word", [""], "a is empty: name one of these, or leave it out"],
  ["list", [""], 'a must be levels, such as 1,4; got ""'],
  ["list", ["1,,2"], "a must be levels"],
  ["list", ["1,2,3,4"], "at most 3 a; leave a out to ask for all"],
  ["box", ["1,2,3"], 'a must be west,south,east,north in degrees, such as -0.2,51.4,0.0,51.6; got "1,2,3"'],
  ["box", ["1,,3,4"], "west,south,east,north"],
  ["box", ["1,2,Infinity,4"], "west,south,east,north"],
  ["box", ["1,2,3,4,5"], "west,south,east,north"],
  ["box", ["0,0,181,1"], "within -180,-90,180,90"],
  ["box", ["0,2,1,1"], "south below north"],
] as const)("as a %s, %j is refused in words", (kind, [given], message) => {
  const query = new Query({ a: given }, ["a"]);
  const read = {
    text: () => query.text("a"),
    word: () => query.word("a", "of these"),
    list: () => query.list("a", levels),
    box: () => query.box("a"),
  };
  expect(read[kind]).toThrow(expect.objectContaining({ name: "Bad Request", statusCode: 400 }));
  expect(read[kind]).toThrow(message);
});

test("what is quoted back is cut short", () => {
  const refuse = () => new Query({ a: "x".repeat(5_000) }, ["a"]).box("a");
  expect(refuse).toThrow(`got "${"x".repeat(100)}"`);
});
