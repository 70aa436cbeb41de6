import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchParts, findJava } from "@tributary/local-stack";
import { eventually } from "../../src/eventually.ts";

/** Lets a consumer group begin at the start again, by Kafka's own tool; waits until its last member is gone. */
export async function forgetGroup(brokers: string, group: string): Promise<void> {
  const java = findJava();
  const say = (line: string) => console.error(line);
  const { "kafka-tools": jars } = await fetchParts(["kafka-tools"], { say, java });
  const tool = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
  const args = ["-cp", join(jars, "*"), tool, "--bootstrap-server", brokers, "--delete", "--group", group];
  await eventually(async () => {
    const { stdout } = await promisify(execFile)(java.command, args);
    if (!/successful/.test(stdout)) throw new Error(stdout);
  }, 60_000);
}
