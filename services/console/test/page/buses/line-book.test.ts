import { LineBook } from "../../../page/buses/line-book.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const stop = { stopId: "s1", name: "Pimlico", latitude: 51.5, longitude: -0.1, meters: 0 };
const shape = [
  [-0.1, 51.5],
  [-0.1, 51.51],
] as const;
const answer = {
  runs: [
    { direction: "inbound", destination: "A", shape, stops: [stop] },
    { direction: "outbound", destination: "B", shape, stops: [] },
    { direction: "outbound", destination: "nowhere", shape: [], stops: [] },
  ],
};

test("asks for a line once and tells when it is known", async () => {
  const asked: string[] = [];
  const known: string[] = [];
  const book = new LineBook(
    async (line) => {
      asked.push(line);
      return answer;
    },
    (line) => known.push(line),
  );
  expect(book.paths("24", "inbound")).toEqual([]);
  book.want("24");
  book.want("24");
  await turn();
  expect([asked, known]).toEqual([["24"], ["24"]]);
  expect(book.runs("24", "inbound").map(({ destination }) => destination)).toEqual(["A"]);
  expect(book.runs("24", null)).toHaveLength(2);
  expect(book.stopName("24", "s1")).toBe("Pimlico");
  expect(book.runOf("24", book.paths("24", "outbound")[0])?.destination).toBe("B");
});

test("keeps to three questions at once, the latest wanted first", async () => {
  const asked: string[] = [];
  const release: (() => void)[] = [];
  const book = new LineBook(
    (line) => {
      asked.push(line);
      return new Promise((resolve) => release.push(() => resolve(undefined)));
    },
    () => {},
  );
  for (const line of ["1", "2", "3", "4", "5"]) book.want(line);
  expect(asked).toEqual(["1", "2", "3"]);
  release[0]?.();
  await turn();
  expect(asked).toEqual(["1", "2", "3", "5"]);
});
