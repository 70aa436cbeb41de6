declare global {
  interface Window {
    /**
     * A read-only look inside the page shown, for tests and the browser's console. Nothing of the page uses it; what it
     * answers are copies. Each page says what there is to see in a `watchable.ts` of its own.
     */
    tributary?: object;
  }
}

/** @returns takes the look away again */
export function watchable(look: object): () => void {
  window.tributary = look;
  return () => {
    if (window.tributary === look) delete window.tributary;
  };
}
