const begin = "<!-- topology:begin -->";
const end = "<!-- topology:end -->";

/** The text with what stands between the topology markers replaced. Throws when a marker is missing. */
export function withTopology(text: string, topology: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`no ${begin} followed by ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${topology}\n\n${text.slice(to)}`;
}
