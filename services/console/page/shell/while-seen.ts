import { useEffect } from "preact/hooks";

/** Opens what works for a page while its tab is seen, and closes it when the tab is hidden or the page is left. */
export function useWhileSeen(work: { open(): void; close(): void }): void {
  useEffect(() => {
    const follow = () => (document.hidden ? work.close() : work.open());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      work.close();
    };
  }, [work]);
}
