import { vehiclePosition } from "@tributary/contracts";
import { testTopic } from "../src/test-topic.ts";

test("two test topics of one contract have different names and are the same in all else", () => {
  const [one, two] = [testTopic(vehiclePosition), testTopic(vehiclePosition)];
  expect(one.name).not.toBe(two.name);
  expect({ ...one, name: "" }).toEqual({ ...vehiclePosition, name: "" });
});

test("a test topic may differ where the test says so", () => {
  expect(testTopic(vehiclePosition, { partitions: 1 }).partitions).toBe(1);
});
