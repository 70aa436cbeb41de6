/** A line's number on its tint, as on the map. */
export function LineBadge({ line, tint }: { line: string | null; tint: number }) {
  return (
    <span class="line-badge" data-tint={tint}>
      {line ?? "–"}
    </span>
  );
}
