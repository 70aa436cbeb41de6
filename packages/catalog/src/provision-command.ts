import { mainPorts } from "@tributary/runtime";
import { provisionCluster } from "./provision-cluster.ts";

// Makes the topics and schemas of all services at the cluster that the environment names, and ends.
process.exitCode = await provisionCluster(mainPorts().env, (line) => process.stderr.write(`${line}\n`));
