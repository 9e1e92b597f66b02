import { createDice } from './dice.ts'
import { priceOf } from './products.ts'
import { quote, Refusal } from './refusal.ts'
import { json, remember, sendJson } from './reply.ts'
import { defineRoute, idOf, type ShopCall, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { Vendor, VendorPrice } from './types.ts'

/** Everyone who can be asked for a price: three mirrors of the shop, and three competitors. */
const VENDORS: readonly Vendor[] = [
  { id: 'mirror-oslo', name: 'The mirror in Oslo', kind: 'mirror' },
  { id: 'mirror-lima', name: 'The mirror in Lima', kind: 'mirror' },
  { id: 'mirror-osaka', name: 'The mirror in Osaka', kind: 'mirror' },
  { id: 'penny-harbour', name: 'Penny Harbour', kind: 'competitor' },
  { id: 'fox-and-daughters', name: 'Fox & Daughters', kind: 'competitor' },
  { id: 'the-blue-crate', name: 'The Blue Crate', kind: 'competitor' },
]

/** What a vendor asks for a product: a mirror the shop's price, a competitor ±20 % of it. */
function vendorPriceOf(seed: number, vendor: Vendor, productId: number): VendorPrice {
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

/** `/vendors` and their prices. */
export function vendorRoutes(seed: number): readonly ShopRoute[] {
  const prices = new Map(
    VENDORS.map((vendor) => {
      return [vendor, remember((productId: number) => vendorPriceOf(seed, vendor, productId))]
    }),
  )
  return [
    defineRoute({
      method: 'GET',
      pattern: '/vendors',
      describe: 'Everyone who can be asked for a price: mirrors and competitors',
      reply: (call) => json(VENDORS, call.request),
    }),
    defineRoute({
      method: 'GET',
      pattern: '/vendors/:vendor/price/:id',
      describe: 'What a vendor asks for a product; all mirrors ask the same',
      reply: (call) => {
        const priceOf = prices.get(vendorOf(call))!
        return sendJson(priceOf(idOf(call, 'product', SHOP_SIZES.products)), call.request)
      },
    }),
  ]
}

function vendorOf({ params }: ShopCall): Vendor {
  const id = params['vendor'] ?? ''
  const vendor = VENDORS.find((vendor) => vendor.id === id)
  if (vendor) return vendor
  const known = VENDORS.map((vendor) => vendor.id).join(', ')
  throw new Refusal(404, `There is no vendor ${quote(id)}: expected one of ${known}`)
}
