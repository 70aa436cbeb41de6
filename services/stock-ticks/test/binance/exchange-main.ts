import { ExchangeDouble } from "./exchange-double.ts";

/** A wish of the process that started this one: a call, or a property set. */
export type ExchangeWish =
  | { readonly call: "trade" | "turn"; readonly args?: readonly unknown[] }
  | { readonly call: "cut" }
  | { readonly set: "isDeaf" | "refusals"; readonly to: unknown };

/** The double as a process, for tests of other rooms: `exchange-main.ts <klines>`, told over IPC, answers the truth. */
const minutes = Number(process.argv[2] ?? 60);
const double = new ExchangeDouble(minutes, (Math.floor(Date.now() / 60_000) - minutes + 1) * 60_000);
const host = await double.start();
const answer = () => process.send?.({ host, klines: double.klines });
process.on("message", (wish: ExchangeWish) => {
  if ("set" in wish) Object.assign(double, { [wish.set]: wish.to });
  else if (wish.call === "cut") for (const socket of double.live) socket.terminate();
  else (double[wish.call] as (...args: readonly unknown[]) => void)(...(wish.args ?? []));
  answer();
});
process.on("disconnect", () => process.exit());
answer();
