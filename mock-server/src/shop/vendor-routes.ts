import { defineRoute } from './define-route.ts'
import { json, remember, sendJson } from './json.ts'
import { idOf } from './params.ts'
import { quote, Refusal } from './refusal.ts'
import type { ShopCall, ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { Vendor } from './types.ts'
import { VENDORS, vendorPriceOf } from './vendor.ts'

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
