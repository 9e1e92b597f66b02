import type { MockApi, NetworkInput, Run, VirtualTime } from '@overlap/mock-server'
import { isSame } from '@overlap/scenarios'
import { addToBasket } from '#lesson'
import { basketOf, listed, rejectedIn } from './basket-rules.ts'
import { clicking, type Clicked } from './clicks.ts'

// What `npm run explore -- 17` runs: clicks for the same basket at the same time.

export const network: NetworkInput = {}

export const claim = 'keep all items, in the order of the clicks'

export const clients = 2

interface Size {
  readonly clients: number
}

const itemsOf = ({ clients: clicks }: Size) =>
  Array.from({ length: clicks }, (_, i) => ({ productId: i + 1, quantity: 1 }))

export function work(api: MockApi, time: VirtualTime, size: Size): Promise<Clicked> {
  return clicking(addToBasket, { items: itemsOf(size) })(api, time)
}

/** @throws {Error} if an item is missing, or a click failed. */
export function property(run: Run<Clicked>, size: Size): void {
  const wanted = basketOf(itemsOf(size))
  const [rejected] = rejectedIn(run.value)
  if (rejected) throw rejected.reason
  if (isSame(run.value.items, wanted)) return
  throw new Error(`The basket has ${listed(run.value.items)} instead of ${listed(wanted)}`)
}
