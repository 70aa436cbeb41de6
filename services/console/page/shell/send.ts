import { messageOf } from "./poll.ts";

/**
 * Asks for a change, with or without a body, and answers what was told of it. Throws in words for the page; `who` names
 * the one that refused without any.
 */
export async function send(
  method: "POST" | "DELETE",
  address: string,
  body: object | undefined,
  who: string,
): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  }).catch(() => {
    throw new Error("the console cannot be reached: whether it was done is not known");
  });
  const told: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(messageOf(told) ?? `${who} answered ${response.status}`);
  return told;
}
