import { mongoPlace } from "../src/mongo-place.ts";

test.each([
  ["mongodb://127.0.0.1:27017", "mongodb://127.0.0.1:27017"],
  ["mongodb://me:secret@a:1,b:2/tributary?replicaSet=rs0", "mongodb://a:1,b:2"],
  ["mongodb+srv://me:se%40cret@cluster.example.net/?w=1", "mongodb+srv://cluster.example.net"],
  ["mongodb://me:se/cr@et@a:1/x", "mongodb://a:1"],
])("of %s only %s is shown", (uri, place) => {
  expect(mongoPlace(uri)).toBe(place);
});
