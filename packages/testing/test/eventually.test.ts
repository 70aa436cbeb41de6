import { eventually } from "../src/eventually.ts";

test("a check is repeated until it holds, and its value handed on", async () => {
  let asked = 0;
  const value = await eventually(() => {
    asked += 1;
    expect(asked).toBeGreaterThan(2);
    return "there";
  });
  expect(value).toBe("there");
  expect(asked).toBe(3);
});

test("a check that never holds fails with its last failure", async () => {
  const never = eventually(() => Promise.reject(new Error("no bus in sight")), 1);
  await expect(never).rejects.toThrow("still so after 1 ms: no bus in sight");
});
