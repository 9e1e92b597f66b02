import { createDice } from './dice.ts'
import { priceOf } from './price.ts'
import type { Vendor, VendorPrice } from './types.ts'

/** Everyone who can be asked for a price: three mirrors of the shop, and three competitors. */
export const VENDORS: readonly Vendor[] = [
  { id: 'mirror-oslo', name: 'The mirror in Oslo', kind: 'mirror' },
  { id: 'mirror-lima', name: 'The mirror in Lima', kind: 'mirror' },
  { id: 'mirror-osaka', name: 'The mirror in Osaka', kind: 'mirror' },
  { id: 'penny-harbour', name: 'Penny Harbour', kind: 'competitor' },
  { id: 'fox-and-daughters', name: 'Fox & Daughters', kind: 'competitor' },
  { id: 'the-blue-crate', name: 'The Blue Crate', kind: 'competitor' },
]

/** What a vendor asks for a product: a mirror the shop's price, a competitor ±20 % of it. */
export function vendorPriceOf(seed: number, vendor: Vendor, productId: number): VendorPrice {
  const price = priceOf(seed, productId)
  const percent =
    vendor.kind === 'mirror'
      ? 100
      : createDice(seed, 'vendor', vendor.id, productId).between(80, 120)
  return {
    vendor: vendor.id,
    productId,
    amountCents: Math.round((price.amountCents * percent) / 100),
    currency: price.currency,
  }
}
