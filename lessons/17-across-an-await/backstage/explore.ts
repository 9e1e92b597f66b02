import type { NetworkInput, Run } from '@overlap/mock-server'
import { isSame } from '@overlap/scenarios'
import { addToBasket } from '#lesson'
import { basketOf, listed } from './basket-rules.ts'
import { clicking, networkOf, type Clicked, type Clicks } from './clicks.ts'

const scene: Clicks = {
  items: [
    { productId: 1, quantity: 1 },
    { productId: 2, quantity: 1 },
  ],
}

/** The network of `npm run explore -- 17`. */
export const network: NetworkInput = networkOf(scene)

/** Two clicks at the same time, for the same basket. */
export const work = clicking(addToBasket, scene)

/** Both products are in the basket at the end. Returns what is wrong, in a sentence. */
export function property(run: Run<Clicked>): string | undefined {
  if (run.outcome === 'never-settles') return 'a call of `addToBasket` never settled'
  const wanted = basketOf(scene.items)
  const { items, results } = run.value
  if (results.some(({ status }) => status === 'rejected')) return 'a call of `addToBasket` rejected'
  if (isSame(items, wanted)) return undefined
  return `the basket has ${listed(items)} instead of ${listed(wanted)}`
}
