import { clockOfState, clockOfZone, isState } from "../src/us-zones.ts";

test.each([
  ["US/Eastern", "America/New_York"],
  ["US/Central", "America/Chicago"],
  ["US/Mountain", "America/Denver"],
  ["US/Pacific", "America/Los_Angeles"],
  ["America/Phoenix", "America/Phoenix"],
])("%s is %s, looked up once", (given, name) => {
  expect(clockOfZone(given)?.name).toBe(name);
  expect(clockOfZone(given)).toBe(clockOfZone(name));
});

test.each(["US/Nowhere", "Europe/London", "EST", "", "constructor", "us/eastern"])(
  "%j is no zone of the United States",
  (name) => {
    expect(clockOfZone(name)).toBeUndefined();
  },
);

test("each of the 50 states, the District of Columbia and five territories has a zone", () => {
  const codes =
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX " +
    "UT VT VA WA WV WI WY AS GU MP PR VI";
  for (const code of codes.split(" ")) expect([code, isState(code)]).toEqual([code, true]);
  expect(codes.split(" ")).toHaveLength(56);
  for (const code of ["XX", "oh", "O", "", "ON"]) expect(isState(code)).toBe(false);
  expect(clockOfState("OH")?.name).toBe("America/New_York");
  expect(clockOfState("TX")?.name).toBe("America/Chicago");
  expect(clockOfState("AZ")?.name).toBe("America/Phoenix");
  expect(clockOfState("NV")?.name).toBe("America/Los_Angeles");
  expect(clockOfState("XX")).toBeUndefined();
});
