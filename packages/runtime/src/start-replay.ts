import { deadLetterTopicName, progressTopicName } from "@tributary/contracts";
import { connect } from "./connect.ts";
import type { Replay } from "./definition.ts";
import { findTopic } from "./process/find-topic.ts";
import { createProcessMetrics } from "./process/process-metrics.ts";
import { packer } from "./replay/pack.ts";
import { RecordingOwner } from "./replay/recording-owner.ts";
import { assertRecordingId, ownersGroup } from "./replay/replay-desk.ts";
import { ReplayWeather } from "./replay/replay-weather.ts";
import { SignsOfLife } from "./replay/signs-of-life.ts";
import { watchReplay } from "./replay/watch-replay.ts";
import type { Room } from "./room.ts";
import { serveApi } from "./serve-api.ts";
import { untilAborted } from "./until-aborted.ts";
import { Waiting } from "./waiting.ts";
import { watchSchemas } from "./watch-schemas.ts";

/** Within a stop's time-out, with room for the farewell to the group. */
const longestHandOverMs = 5_000;
const handOverShare = 0.5;

/**
 * Opens the recording, serves the API, connects, and contends for the recording. Resolves when stopped, or when the
 * recording has no more and all of it is written; rejects when it cannot go on.
 */
export async function startReplay(service: Replay, room: Room): Promise<void> {
  const { config, health, lifecycle, log, metrics: registry, ports, signal } = room;
  const { name, topic } = service;
  const context = { config: room.serviceConfig, log, metrics: registry, signal, now: ports.now };
  const waiting = new Waiting();
  const options = { log, signal, waiting };
  health.addReady("connected", waiting.probe);
  waiting.for("the recording to be opened");
  const recording = await untilAborted(service.open(context), signal);
  assertRecordingId(recording.id);
  const { routes } = service;
  const isStarted = () => true;
  // Who waits for the recording, or for the broker, can say so.
  if (routes !== undefined)
    await serveApi(service, room, isStarted, (app) => routes(app, { ...context, recording }));

  const broker = await connect("the broker", () => ports.openBroker(room), options);
  lifecycle.onClose("broker", () => broker.close());
  const codec = ports.openCodec(room);
  const encoder = await connect("the schema registry", () => codec.encoder(topic, signal), options);
  const progress = progressTopicName(name);
  for (const needed of [topic.name, deadLetterTopicName(name), progress])
    await connect(`topic ${needed}`, () => findTopic(broker, needed), options);
  const group = ownersGroup(name, recording.id);
  const instanceId = config.KAFKA_GROUP_INSTANCE_ID;
  const sessionTimeoutMs = config.KAFKA_SESSION_TIMEOUT_MS;
  const place = {
    group,
    topics: [progress],
    sessionTimeoutMs,
    ...(instanceId !== undefined && { instanceId }),
  };
  const member = await connect(`the group ${group}`, () => broker.joinGroup(place), options);
  waiting.over();
  watchSchemas(codec, room);

  const metrics = createProcessMetrics(registry, ["replay"]);
  const weather = new ReplayWeather({ log });
  const life = new SignsOfLife();
  const owner = new RecordingOwner({
    service: name,
    topic: topic.name,
    recording,
    pack: packer(topic, encoder),
    broker,
    log,
    metrics,
    weather,
    life,
    now: ports.now,
    version: config.SERVICE_VERSION,
    handOverMs: Math.min(longestHandOverMs, config.SHUTDOWN_TIMEOUT_MS * handOverShare),
  });
  const watch = watchReplay({
    topic: topic.name,
    health,
    registry,
    metrics,
    member,
    owner,
    weather,
    life,
    log,
  });
  lifecycle.onClose("replay watch", () => watch.close());
  health.started();
  log.info({ topic: topic.name, recording: recording.id, group, instanceId }, "contending for the recording");
  await member.run(owner, AbortSignal.any([signal, owner.over]));
  if (owner.failure !== undefined) throw owner.failure.error;
}
