import type { PartitionLag } from "@tributary/operations";
import { count, duration } from "../../shell/words.ts";
import { byTopic, lagWord } from "../group-words.ts";

/** Each partition: who holds it, how far it is, how far behind. The bar compares it with the worst of the group. */
export function LagTable({
  partitions,
  tags,
}: {
  partitions: readonly PartitionLag[];
  /** By member id. */
  tags: ReadonlyMap<string, string>;
}) {
  const worst = Math.max(1, ...partitions.map(({ lagRecords }) => lagRecords));
  return (
    <>
      {byTopic(partitions).map(([topic, ofTopic]) => (
        <table class="lag" key={topic}>
          <caption>{topic}</caption>
          <thead>
            <tr>
              <th scope="col">
                <abbr title="Partition">Part.</abbr>
              </th>
              <th scope="col">Held by</th>
              <th scope="col" class="done">
                Done to
              </th>
              <th scope="col">Records behind</th>
              <th scope="col">Oldest waits</th>
            </tr>
          </thead>
          <tbody>
            {ofTopic.map((one) => (
              <tr key={one.partition}>
                <th scope="row">{one.partition}</th>
                <td>
                  {one.memberId === null ? (
                    <span class="nobody">nobody</span>
                  ) : (
                    <b class="tag">{tags.get(one.memberId) ?? "?"}</b>
                  )}
                </td>
                <td class="done" title={`of ${count(one.end)}`}>
                  {one.committed === null ? "nothing" : count(one.committed)}
                </td>
                <td class="behind">
                  <span class="bar" aria-hidden="true">
                    <span style={{ width: `${(100 * one.lagRecords) / worst}%` }} />
                  </span>
                  {lagWord(one)}
                </td>
                <td>{one.lagRecords === 0 ? "–" : duration(one.lagSeconds * 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}
