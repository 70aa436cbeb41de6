/** What a URL answers; rejects when that is no success. */
export async function jsonOf(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/** Asks ten times a second until it is stopped, and then tells how often, and which requests got no success. */
export function keepAsking(url) {
  const refused = [];
  let asked = 0;
  let isOver = false;
  const all = (async () => {
    while (!isOver) {
      asked += 1;
      await jsonOf(url).catch((error) => refused.push(error.message));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await all;
      return { asked, refused };
    },
  };
}
