import { useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { address } from "./address.ts";
import { pages } from "./pages.ts";
import { Rail } from "./rail.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import { listenToShortcuts } from "./shortcuts.ts";

/** The frame: the rail, and beside it the page that the address names. */
export function Shell() {
  const { path } = address.value;
  const [shown, setShown] = useState<{ path: string; View: ComponentType }>();
  const [failed, setFailed] = useState(false);
  useEffect(listenToShortcuts, []);
  useSignalEffect(() => {
    const page = pages.find((candidate) => candidate.path === address.value.path);
    document.title = page === undefined ? "Tributary" : `${page.name} · Tributary`;
  });
  const page = pages.find((candidate) => candidate.path === path);
  useEffect(() => {
    let current = true;
    setFailed(false);
    page?.load().then(
      (View) => current && setShown({ path: page.path, View }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [page]);
  return (
    <div class="shell" data-page={page?.name.toLowerCase()}>
      <Rail />
      {page === undefined ? (
        <Notice
          title="There is no such page"
          text={`${path} is none of ${pages.map(({ name }) => name).join(", ")}.`}
        />
      ) : failed ? (
        <Notice title="The page did not load" text="The console cannot be reached. Reload when it is back." />
      ) : shown?.path === path ? (
        <shown.View />
      ) : (
        <main class="page" aria-busy="true" />
      )}
      <ShortcutList />
    </div>
  );
}

function Notice({ title, text }: { title: string; text: string }) {
  return (
    <main class="page notice">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}
