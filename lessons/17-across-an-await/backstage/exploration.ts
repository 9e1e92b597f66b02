import { AsyncLocalStorage } from 'node:async_hooks'
import type { MockApi, NetworkInput, Run, VirtualTime } from '@overlap/mock-server'
import { ending, isSame } from '@overlap/scenarios'
import { basketOf, listed, rejectedIn } from './basket-rules.ts'
import { clicking, type AddToBasket, type Clicked } from './clicks.ts'
import { isNotDisposable, NOT_DISPOSABLE, withoutDot } from './not-disposable.ts'

interface Size {
  readonly clients: number
}

/** What `npm run explore 17` runs: clicks for the same basket at the same time, one of each client. */
export interface ClickExploration {
  readonly network: NetworkInput
  readonly claim: string
  readonly clients: number
  readonly work: (api: MockApi, time: VirtualTime, size: Size) => Promise<Clicked>
  /** @throws {Error} if an item is missing or in the wrong place, or a click failed. */
  readonly property: (run: Run<Clicked>, size: Size) => void
}

/** The click that the running code belongs to. */
const click = new AsyncLocalStorage<string>()

/** Explores a function that adds to a basket. */
export function explorationOf(add: AddToBasket): ClickExploration {
  const named: AddToBasket = (url, item) =>
    click.run(`click ${item.productId}`, () => add(url, item))
  return {
    network: {},
    claim: 'keep all items, in the order of the clicks',
    clients: 2,
    work(api, time, size) {
      // Each call gets the lane of its click. The end of the run restores `fetch`.
      globalThis.fetch = (...args) => api.client(click.getStore() ?? '')(...args)
      return clicking(named, { items: itemsOf(size) })(api, time)
    },
    property(run, size) {
      const wanted = basketOf(itemsOf(size))
      const [rejected] = rejectedIn(run.value)
      if (rejected) {
        const advice = isNotDisposable(rejected.reason) ? ` ${NOT_DISPOSABLE}` : ''
        throw new Error(`${withoutDot(`The promise of a click ${ending(rejected)}`)}.${advice}`)
      }
      if (isSame(run.value.items, wanted)) return
      throw new Error(`The basket has ${listed(run.value.items)} instead of ${listed(wanted)}.`)
    },
  }
}

const itemsOf = ({ clients }: Size) =>
  Array.from({ length: clients }, (_, i) => ({ productId: i + 1, quantity: 1 }))
