/** Whose data the map is, folded where there is little room. */
export function Attribution({ texts }: { texts: readonly string[] }) {
  return (
    <details class="attribution" open={innerWidth > 1000}>
      <summary>Sources</summary>
      {texts.map((text) => (
        <span key={text}>{text}. </span>
      ))}
      <span>Map by Leaflet.</span>
    </details>
  );
}
