/** Why a document alone is refused: a word to count by, and a sentence. */
export interface Refusal {
  readonly reason: string;
  readonly detail: string;
}

/** By the codes of mongod's `error_codes.yml`, and of its assertions where they have none there. */
const reasons: ReadonlyMap<number, string> = new Map([
  [2, "bad_value"],
  [14, "type_mismatch"],
  [22, "invalid_bson"],
  [52, "bad_field_name"],
  [53, "bad_id"],
  [55, "bad_field_name"],
  [56, "bad_field_name"],
  [57, "bad_field_name"],
  [121, "validation_failed"],
  [171, "cannot_index"],
  [10_334, "document_too_large"],
  [16_572, "bad_geometry"],
  [16_755, "bad_geometry"],
  [17_280, "key_too_long"],
  [17_419, "document_too_large"],
  [17_420, "document_too_large"],
]);

/** The word for a write error that is its document's fault alone. Any other is weather: what is not understood is not buried. */
export function refusalReason(code: number): string | undefined {
  return reasons.get(code);
}
