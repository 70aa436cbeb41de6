import { defineConsumer, sink } from "@tributary/runtime";
import { archives } from "./archives.ts";
import { longestCallMs, openMongoWriter, writingClient } from "./open-mongo-writer.ts";
import { readRoutes } from "./reading/read-routes.ts";
import { sinkConfig } from "./sink-config.ts";
import { chosenArchives, sinkSettings } from "./sink-settings.ts";

const name = "mongo-sink";

export const mongoSink = defineConsumer({
  name,
  summary: "Writes topics into MongoDB, each record once, and reads them back",
  config: sinkConfig,
  inputs: archives.map(({ topic }) => topic),
  reads: (config) => chosenArchives(config).map(({ topic }) => topic),
  outputs: [],
  process: (config) => {
    const settings = sinkSettings(config);
    writingClient(config, name); // what the variables get wrong is told before the first connection
    return sink({
      batchRecords: settings.batchRecords,
      writeTimeoutMs: longestCallMs(config),
      open: ({ log, metrics, now }) => openMongoWriter({ group: name, config, settings, log, metrics, now }),
    });
  },
  routes: (app, { config, now }) => readRoutes(app, { config, archives, now }),
});
