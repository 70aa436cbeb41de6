import { useEffect, useRef } from "preact/hooks";
import { pages } from "./pages.ts";
import { pageKeys, shortcutsShown } from "./shortcuts.ts";

/** The list of keys, opened by `?`. */
export function ShortcutList() {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = shortcutsShown.value;
  useEffect(() => {
    if (shown && dialog.current?.open === false) dialog.current.showModal();
    if (!shown) dialog.current?.close();
  }, [shown]);
  return (
    <dialog
      ref={dialog}
      class="menu"
      aria-labelledby="shortcuts-title"
      onClose={() => {
        shortcutsShown.value = false;
      }}
    >
      <h2 id="shortcuts-title">Keys</h2>
      <dl>
        {pages.map(({ key, name, path }) => (
          <Row key={path} keys={["g", key]} does={name} />
        ))}
        {pageKeys.value.map(({ key, does }) => (
          <Row key={key} keys={[key]} does={does} />
        ))}
        <Row keys={["/"]} does="Search, filter" />
        <Row keys={["↑", "↓"]} does="Move in a list; on the map, pan with all four; ← → along a chart" />
        <Row keys={["Enter"]} does="Choose" />
        <Row keys={["+", "−"]} does="Zoom, on the map" />
        <Row keys={["Esc"]} does="Close, let go" />
        <Row keys={["?"]} does="This list" />
      </dl>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}

function Row({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
