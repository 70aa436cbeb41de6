import { address, go } from "./address.ts";
import { pages } from "./pages.ts";
import { scheme, toggleScheme } from "./scheme.ts";
import { shortcutsShown } from "./shortcuts.ts";

/** The way to the other pages: beside them, or under them on a phone. */
export function Rail() {
  const other = scheme.value === "dark" ? "light" : "dark";
  return (
    <nav class="rail" aria-label="Pages">
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M5 8c7 0 6 8 11 8h11M5 24c7 0 6-8 11-8M5 16h11" />
      </svg>
      {pages.map(({ path, name, icon }) => (
        <a
          key={path}
          href={path}
          class="rail-item"
          aria-current={address.value.path === path ? "page" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go(path);
          }}
        >
          <Icon path={icon} />
          {name}
        </a>
      ))}
      <span class="rail-gap" />
      <button
        type="button"
        class="rail-item"
        onClick={toggleScheme}
        aria-label={`Change to the ${other} scheme`}
      >
        <Icon path="M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16" />
        {other === "dark" ? "Dark" : "Light"}
      </button>
      <button
        type="button"
        class="rail-item keys"
        onClick={() => {
          shortcutsShown.value = true;
        }}
      >
        <Icon path="M4 7h16v10H4zM7.5 10.5h.01M11 10.5h.01M14.5 10.5h.01M8.5 14h7" />
        Keys
      </button>
    </nav>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
