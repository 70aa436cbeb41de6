import {
  letterAddress,
  listAddress,
  readOperationsAddress,
  writePlace,
} from "../../../page/operations/operations-address.ts";

const read = (query: string) => readOperationsAddress(new URLSearchParams(query));

test("reads filter and choice of the address", () => {
  expect(read("group=mongo-sink&error=TypeError&stage=sink&topic=a.b.v1&letter=mongo-sink:2:41&z=3")).toEqual(
    {
      filter: { group: "mongo-sink", error: "TypeError", stage: "sink", topic: "a.b.v1" },
      letter: { group: "mongo-sink", partition: 2, offset: 41 },
    },
  );
});

test.each([
  "",
  "letter=",
  "letter=g:1",
  "letter=g:-1:2",
  "letter=g:1:2:3x",
  "letter=:1:2",
  "letter=g:1:9999999999999999",
])("leaves out what is not well-formed: %p", (query) => {
  expect(read(query)).toEqual({ filter: {}, letter: undefined });
});

test("a place that was written is read as it was", () => {
  const place = { group: "flights-per-airline", partition: 0, offset: 9_007_199_254 };
  expect(read(`letter=${encodeURIComponent(writePlace(place))}`).letter).toEqual(place);
});

test("asks the console with every name escaped", () => {
  expect(listAddress({ group: "a&b", error: "x y" }, 100)).toBe(
    "/operations/dead-letters?group=a%26b&error=x+y&limit=100",
  );
  expect(letterAddress({ group: "a/b", partition: 1, offset: 2 })).toBe("/operations/dead-letters/a%2Fb/1/2");
});
