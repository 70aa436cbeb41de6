import { settingFaults, topicSettings } from "../../src/provisioning/topic-settings.ts";

test("every topic bears the broker's time, and a deleting one its retention", () => {
  expect(topicSettings({ cleanup: { policy: "delete", retentionMs: 86_400_000 } })).toEqual({
    "cleanup.policy": "delete",
    "retention.ms": "86400000",
    "message.timestamp.type": "LogAppendTime",
  });
  expect(topicSettings({ cleanup: { policy: "compact" } })).toEqual({
    "cleanup.policy": "compact",
    "message.timestamp.type": "LogAppendTime",
  });
});

test("a topic of large records says so", () => {
  const letters = { cleanup: { policy: "compact" }, maxMessageBytes: 2_097_152 } as const;
  expect(topicSettings(letters)).toMatchObject({ "max.message.bytes": "2097152" });
});

test("further settings are taken as they are, and never in place of what every topic has", () => {
  const settings = { "segment.bytes": "1048576", "message.timestamp.type": "CreateTime" };
  expect(topicSettings({ cleanup: { policy: "compact" }, settings })).toEqual({
    "cleanup.policy": "compact",
    "message.timestamp.type": "LogAppendTime",
    "segment.bytes": "1048576",
  });
});

test("each setting that differs is told with what is and what is wanted; others do not matter", () => {
  const existing = new Map([
    ["cleanup.policy", "compact"],
    ["message.timestamp.type", "LogAppendTime"],
    ["segment.ms", "1000"],
  ]);

  expect(settingFaults(existing, topicSettings({ cleanup: { policy: "compact" } }))).toEqual([]);
  expect(settingFaults(existing, topicSettings({ cleanup: { policy: "delete", retentionMs: 5 } }))).toEqual([
    "cleanup.policy is compact, wanted delete",
    "retention.ms is unknown, wanted 5",
  ]);
});
