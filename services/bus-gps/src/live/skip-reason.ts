/** Why a record of a feed is not published; the label of `transit_feed_records_skipped_total`. */
export type SkipReason =
  | "no_vehicle"
  | "no_operator"
  | "no_position"
  | "no_time"
  | "out_of_range"
  | "expired"
  | "repeated";
