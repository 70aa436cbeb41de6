import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

interface MetadataAnswer {
  readonly topicMetadata: readonly { readonly partitionMetadata: readonly object[] }[];
}

/**
 * P8. One partition without a leader makes kafkajs refuse the metadata of all topics asked for with it, so that nothing
 * is read or written anywhere until that partition is led again. Here it stands in the metadata with leader -1, as
 * the broker says; errors of topics are thrown as before. To be applied before a version of the response is read.
 */
export function patchLeaderlessPartitions(modules: KafkajsModules): void {
  const file = "src/protocol/requests/metadata/v0/response.js";
  const original = modules.read(file) as { parse(answer: MetadataAnswer): Promise<unknown> };
  modules.replace(file, {
    ...original,
    async parse(answer: MetadataAnswer) {
      const topicMetadata = answer.topicMetadata.map((topic) => ({ ...topic, partitionMetadata: [] }));
      await original.parse({ ...answer, topicMetadata });
      return answer;
    },
  });
}
