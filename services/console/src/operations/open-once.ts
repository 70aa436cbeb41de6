/** Opens at the first call and keeps what was opened; a failure is forgotten, so that the next call tries again. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    if (opened === undefined) {
      const attempt = open();
      opened = attempt;
      attempt.catch(() => {
        opened = undefined;
      });
    }
    return opened;
  };
}
