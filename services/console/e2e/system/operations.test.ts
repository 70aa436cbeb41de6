import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { type ProbeGroup, ServiceProcess, type Stack, startProbeGroup, startStack } from "@tributary/testing";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { type OpenPage, openPage } from "../support/open-page.ts";

let stack: Stack;
let probe: ProbeGroup<VehiclePosition>;
let server: ServiceProcess;
let browser: Browser;
let opened: OpenPage;

const main = new URL("../../src/main.ts", import.meta.url);
const group = "e2e-probe";
const position: VehiclePosition = {
  vehicleId: "e2e:1",
  line: "24",
  direction: "inbound",
  destination: "Pimlico",
  latitude: 51.5,
  longitude: -0.13,
  bearingDegrees: 90,
  speedMetersPerSecond: 5,
  observedAt: 1_772_445_600_000,
  nextStopId: null,
  delaySeconds: 30,
  occupancy: null,
  sequence: null,
};
const poison = Buffer.from([0x7b, 0x22, 0x62, 0x75, 0x73, 0x22, 0x7d]);
const plain = (text: string) => text.replaceAll("\u202f", " ");

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  server = new ServiceProcess(main, {
    KAFKA_BROKERS: stack.kafkaBrokers,
    SCHEMA_REGISTRY_URL: stack.schemaRegistryUrl,
  });
  probe = await startProbeGroup({
    group,
    topic: vehiclePosition,
    kafkaBrokers: stack.kafkaBrokers.split(","),
    schemaRegistryUrl: stack.schemaRegistryUrl,
  });
  const unreadable = await probe.write("e2e:1", poison);
  await probe.bury(unreadable, { stage: "decode", error: "wrong_magic", message: "the first byte is 0x7b" });
  const readable = await probe.write("e2e:2", probe.encode(position));
  await probe.bury(readable, { stage: "process", error: "TypeError", message: "x is not a function" });
  opened = await openPage(browser, `${await server.apiUrl()}/operations?group=${group}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await probe?.stop();
  await stack?.stop();
}, 60_000);
afterEach(() => expect(opened.complaints).toEqual([]));

const card = () => opened.page.getByRole("region", { name: group, exact: true });

test("a group of the cluster: its member, what it holds, how far behind it is", async () => {
  await opened.state("live");
  await card().getByText("up to date").waitFor();
  const words = plain(await card().innerText());
  expect(words).toMatch(/stable[\s\S]*e2e-probe[\s\S]*holds 0, 1, 2, 3, 4, 5/);
  expect(words).toContain("2 in its dead letters");
  probe.hold(true);
  await probe.write("e2e:1", probe.encode(position));
  await probe.write("e2e:1", probe.encode({ ...position, line: "11" }));
  await card()
    .getByText(/^2 records behind/)
    .waitFor();
  probe.hold(false);
  await card().getByText("up to date").waitFor();
});

test("a dead letter that is not readable shows its bytes, one that is shows what it says", async () => {
  const { page } = opened;
  await page.getByRole("row", { name: /wrong_magic/ }).click();
  const panel = page.getByRole("complementary", { name: "Dead letter" });
  await panel.getByText("7b 22 62 75 73 22 7d").waitFor();
  expect(await panel.innerText()).toMatch(/Decoded\s+wrong_magic:/);
  await page.getByRole("row", { name: /TypeError/ }).click();
  await panel.getByText('"destination": "Pimlico"').waitFor();
  expect(await panel.innerText()).toContain("x is not a function");
  expect(await opened.barriers()).toEqual([]);
});

test("sent again, the original comes back to its group byte by byte, and is marked", async () => {
  const { page } = opened;
  await page.getByRole("row", { name: /wrong_magic/ }).click();
  const panel = page.getByRole("complementary", { name: "Dead letter" });
  await panel.getByRole("heading", { name: "wrong_magic" }).waitFor();
  const before = probe.heard.length;
  await panel.getByRole("button", { name: "Resend…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 dead letter will be sent to its topic again").waitFor();
  expect(probe.heard.length).toBe(before);
  await dialog.getByRole("button", { name: "Send 1 dead letter" }).click();
  await dialog.getByText("1 dead letter sent again.").waitFor();
  await opened.until(async () => probe.heard.length > before);
  const again = probe.heard.at(-1);
  expect(again?.value).toEqual(poison);
  expect(String(again?.key)).toBe("e2e:1");
  expect(String(again?.headers["dlq-group"])).toBe(group);
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("row", { name: /↻ 1×/ }).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("a trip is told with its reason, and ended by Resume", async () => {
  const { page } = opened;
  await probe.trip("20 records in a row were buried");
  await card().getByText("20 records in a row were buried").waitFor();
  await card().getByRole("button", { name: "Resume…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resume", exact: true }).click();
  await page.getByRole("dialog").getByText("Resumed:").waitFor();
  await page.keyboard.press("Escape");
  await card().getByText("tripped").waitFor({ state: "detached" });
});

test("a purge takes what was there, and the log names what was done", async () => {
  const { page } = opened;
  await page.getByRole("button", { name: `Purge ${group}…` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("2 dead letters will be deleted for ever").waitFor();
  await dialog.getByRole("textbox").fill(group);
  await dialog.getByRole("button", { name: "Delete 2 dead letters" }).click();
  await dialog.getByText("2 dead letters deleted.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByText("None match.").waitFor();
  const audited = server.log.filter(({ audit }) => audit !== undefined);
  expect(audited.map(({ audit, by }) => [audit, by])).toEqual([
    ["resend", "console"],
    ["resume", "console"],
    ["purge", "console"],
  ]);
});

test("a foreign page changes nothing", async () => {
  const url = await server.apiUrl();
  const answer = await fetch(`${url}/operations/groups/${group}/resume`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(answer.status).toBe(403);
});

test("a console whose Kafka is away serves its pages and says so", async () => {
  const alone = new ServiceProcess(main, { KAFKA_BROKERS: "127.0.0.1:1" });
  const url = await alone.apiUrl();
  await alone.ready();
  const services = await fetch(`${url}/services`);
  const groups = await fetch(`${url}/operations/groups`);
  const { message } = (await groups.json()) as { message: string };
  expect(await alone.stop()).toBe(0);
  expect([services.status, groups.status]).toEqual([200, 503]);
  expect(message).toMatch(/^Kafka (cannot be reached|has not answered)/);
});
