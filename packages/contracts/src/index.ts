import { airlineDayCount } from "./aviation/airline-day-count.ts";
import { flight } from "./aviation/flight.ts";
import { bar } from "./market/bar.ts";
import { indicator } from "./market/indicator.ts";
import { signal } from "./market/signal.ts";
import { status } from "./market/status.ts";
import { accident } from "./road/accident.ts";
import { accidentCount } from "./road/accident-count.ts";
import type { Topic } from "./topic.ts";
import { vehiclePosition } from "./transit/vehicle-position.ts";

export type { AirlineDayCount } from "./aviation/airline-day-count.generated.ts";
export { airlineDayCountKey } from "./aviation/airline-day-count.ts";
export { dayStart, dayText } from "./aviation/day.ts";
export type { Flight } from "./aviation/flight.generated.ts";
export { airlineDay } from "./aviation/flight.ts";
export type { DeadLetter, DeadLetterStage } from "./dead-letter.ts";
export {
  deadLetterHeaders,
  deadLetterOf,
  originalHeaders,
  type Resending,
  resendingHeaders,
  resendingOf,
} from "./dead-letter-headers.ts";
export {
  controlTopic,
  controlTopicName,
  deadLetterTopic,
  deadLetterTopicName,
  type InnerTopic,
  progressTopic,
  progressTopicName,
  stateTopic,
  stateTopicName,
} from "./inner-topics.ts";
export type { Bar as MarketBar } from "./market/bar.generated.ts";
export type { Indicator as MarketIndicator } from "./market/indicator.generated.ts";
export { indicatorKey as marketIndicatorKey } from "./market/indicator.ts";
export { type BarInterval, barIntervals } from "./market/market-checks.ts";
export type { Signal as MarketSignal } from "./market/signal.generated.ts";
export type { Status as MarketStatus } from "./market/status.generated.ts";
export { type NarrowableTopic, narrowed } from "./narrowed.ts";
export { isOlder, type ReplayOrigin, replayOrigin } from "./replay-name.ts";
export type { Accident } from "./road/accident.generated.ts";
export type { AccidentCount } from "./road/accident-count.generated.ts";
export { accidentCountKey } from "./road/accident-count.ts";
export type { AvroRecordSchema, Cleanup, Fault, Topic } from "./topic.ts";
export type { VehiclePosition } from "./transit/vehicle-position.generated.ts";
export {
  accident,
  accidentCount,
  airlineDayCount,
  bar as marketBar,
  flight,
  indicator as marketIndicator,
  signal as marketSignal,
  status as marketStatus,
  vehiclePosition,
};

/** Every topic there is: what provisioning creates and the topology draws. */
// biome-ignore lint/suspicious/noExplicitAny: a list of topics of different values has no nearer type.
export const topics: readonly Topic<any>[] = [
  vehiclePosition,
  flight,
  airlineDayCount,
  accident,
  accidentCount,
  bar,
  status,
  indicator,
  signal,
];
