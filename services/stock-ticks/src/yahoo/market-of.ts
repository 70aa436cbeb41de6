/**
 * Exchanges by Yahoo's own short codes, as `exchange` of a quote and `exchangeName` of a chart have them, to the codes of
 * exchange-hours. Indices and the smaller American exchanges keep New York's hours.
 */
const markets: Readonly<Record<string, string>> = {
  NMS: "XNAS",
  NGM: "XNAS",
  NCM: "XNAS",
  NIM: "XNAS",
  NAS: "XNAS",
  NYQ: "XNYS",
  NYS: "XNYS",
  ASE: "XNYS",
  PCX: "XNYS",
  BTS: "XNYS",
  SNP: "XNYS",
  DJI: "XNYS",
  LSE: "XLON",
  FGI: "XLON",
  CCC: "24-7",
};

/** @throws Error on an exchange whose hours are not known here, so that its bars could not be told apart by day */
export function marketOf(symbol: string, yahooCode: string): string {
  const market = markets[yahooCode];
  if (market === undefined) {
    throw new Error(`Yahoo lists ${symbol} on ${yahooCode}, whose hours are not known here`);
  }
  return market;
}

/** ISO 4217 has no pence, in which London trades; GBX is what traders write for them. */
export function currencyOf(yahooCode: string): string {
  return yahooCode === "GBp" ? "GBX" : yahooCode;
}
