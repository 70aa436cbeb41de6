/** A severity as the map draws it: a ring, a disc, a larger disc, a ring around a core. */
export function SeverityMark({ severity }: { severity: number }) {
  return (
    <svg class="severity-mark" data-severity={severity} viewBox="0 0 14 14" aria-hidden="true">
      {severity === 1 && <circle cx="7" cy="7" r="3" class="ring" />}
      {severity === 2 && <circle cx="7" cy="7" r="3.5" />}
      {severity === 3 && <circle cx="7" cy="7" r="5" />}
      {severity === 4 && (
        <>
          <circle cx="7" cy="7" r="5.6" class="ring" />
          <circle cx="7" cy="7" r="2.9" />
        </>
      )}
    </svg>
  );
}
