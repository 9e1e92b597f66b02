import { quote, Refusal } from './refusal.ts'
import { fixedJson } from './reply.ts'
import { idOf, type ShopCall, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { Vendor } from './types.ts'

/** All vendors: three mirrors of the shop and three competitors. */
const VENDORS: readonly Vendor[] = [
  { id: 'oslo', name: 'The mirror in Oslo', kind: 'mirror' },
  { id: 'lima', name: 'The mirror in Lima', kind: 'mirror' },
  { id: 'osaka', name: 'The mirror in Osaka', kind: 'mirror' },
  { id: 'penny-harbour', name: 'Penny Harbour', kind: 'competitor' },
  { id: 'fox-and-daughters', name: 'Fox & Daughters', kind: 'competitor' },
  { id: 'the-blue-crate', name: 'The Blue Crate', kind: 'competitor' },
]

/** `/vendors` and their prices. */
export const vendorRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/vendors',
    describe: 'Everyone who can be asked for a price: mirrors and competitors',
    reply: (_, call) => fixedJson(VENDORS, call.request),
  },
  {
    method: 'GET',
    pattern: '/vendors/:vendor/price/:id',
    describe: 'What a vendor asks for a product; all mirrors ask the same',
    reply: ({ data }, call) => {
      const price = data.vendorPrices(vendorOf(call))
      return fixedJson(price(idOf(call, 'product', SHOP_SIZES.products)), call.request)
    },
  },
]

function vendorOf({ params }: ShopCall): Vendor {
  const id = params['vendor'] ?? ''
  const vendor = VENDORS.find((vendor) => vendor.id === id)
  if (vendor) return vendor
  const known = VENDORS.map((vendor) => vendor.id).join(', ')
  throw new Refusal(404, `There is no vendor ${quote(id)}: expected one of ${known}`)
}
