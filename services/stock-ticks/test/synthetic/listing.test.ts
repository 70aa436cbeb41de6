import { listingOf } from "../../src/synthetic/listing.ts";

test("a symbol that ends in .SYN has the same listing for the same seed, another for another", () => {
  const listing = listingOf("ALDER.SYN", 1);
  expect(listing).toMatchObject({ symbol: "ALDER.SYN", name: "Alder (synthetic)" });
  expect(listingOf("ALDER.SYN", 1)).toEqual(listing);
  expect(listingOf("ALDER.SYN", 2)?.price).not.toBe(listing?.price);
  expect(listingOf("BIRCH.SYN", 1)?.price).not.toBe(listing?.price);
});

test("prices and volatilities are those of shares", () => {
  for (let seed = 0; seed < 200; seed++) {
    const { price = 0, volatility = 0, lot = 0 } = listingOf("ALDER.SYN", seed) ?? {};
    expect([
      price >= 20,
      price <= 400,
      volatility >= 0.3,
      volatility <= 0.9,
      lot >= 20,
      lot <= 400,
    ]).not.toContain(false);
  }
});

test.each(["AAPL", "^GSPC", ".SYN", "alder.SYN", "A B.SYN", "ALDER.SYN.SYN", "ALDERALDERALDER.SYN"])(
  "%s is not synthetic",
  (symbol) => {
    expect(listingOf(symbol, 1)).toBeUndefined();
  },
);
