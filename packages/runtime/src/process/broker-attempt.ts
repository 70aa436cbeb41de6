import { BrokerError, type Tenure } from "@tributary/kafka";
import { tenureEnd } from "./tenure-end.ts";
import type { WeatherBook } from "./workshop.ts";

/** Does something at the broker for a tenure; a failure is said in the group's words, and weather is booked. */
export async function brokerAttempt<R>(
  what: string,
  doing: () => Promise<R>,
  { tenure, weather }: { readonly tenure: Tenure; readonly weather: WeatherBook },
): Promise<R> {
  try {
    return await doing();
  } catch (error) {
    const end = tenureEnd(error, tenure, what);
    if (end instanceof BrokerError && end.code === "unavailable") weather.failed("broker", tenure, end);
    throw end;
  }
}
