import { commandOf } from "../../src/command/command-line.ts";

const read = (line: string) => commandOf(line === "" ? [] : line.split(" "));

test.each(["", "--help", "-h", "help", "resend --help"])('"%s" asks for help', (line) => {
  expect(read(line)).toEqual({ name: "help" });
});

test.each([
  ["list", { name: "list", filter: {}, limit: 50, json: false }],
  [
    "list --group g --error E --stage sink --topic t.v1 --limit 5 --json",
    { name: "list", filter: { group: "g", error: "E", stage: "sink", topic: "t.v1" }, limit: 5, json: true },
  ],
  [
    "show bus-archive/3/42",
    { name: "show", place: { group: "bus-archive", partition: 3, offset: 42 }, json: false },
  ],
  [
    "resend g.v1/0/7 --dry-run",
    {
      name: "resend",
      what: { group: "g.v1", partition: 0, offset: 7 },
      again: false,
      dryRun: true,
      yes: false,
      json: false,
    },
  ],
  [
    "resend --error E --again -y",
    { name: "resend", what: { error: "E" }, again: true, dryRun: false, yes: true, json: false },
  ],
  [
    "purge --group g --before 2026-11-20T00:00Z",
    {
      name: "purge",
      group: "g",
      buriedBefore: 1_795_132_800_000,
      dryRun: false,
      yes: false,
      json: false,
    },
  ],
  ["resume --group g", { name: "resume", group: "g" }],
])('"%s"', (line, command) => {
  expect(read(line)).toEqual(command);
});

test.each([
  ["lsit", 'There is no command "lsit": list, show, resend, purge, resume.'],
  ["list --limit 0", "from 1 to 1000"],
  ["list --limit many", "from 1 to 1000"],
  ["list --stage sunk", "decode, validate, process, sink"],
  ["list --gruop g", "--gruop"],
  ["list g/0/1", '"list" takes no "g/0/1"'],
  ["list --dry-run", '"list" takes no --dry-run'],
  ["show", "<group>/<partition>/<offset>"],
  ["show g/0", '"g/0" is no place'],
  ["show g/0/1 g/0/2", "takes one place"],
  ["resend", "Which ones?"],
  ["resend g/0/1 --error E", "a place or a filter"],
  ["purge", "needs --group"],
  ["purge --group g --error E", "Kafka deletes only from a partition's start"],
  ["purge --group g --before yesterday", "2026-11-20T00:00Z"],
  ["purge --group g --before 2026-11-20T00:00", "with its zone"],
  ["resume", "needs --group"],
  ["resume --group g --yes", '"resume" takes no --yes'],
])('"%s" is answered with what would do', (line, words) => {
  expect(() => read(line)).toThrow(words);
});
