import {
  audited,
  explore,
  type MockApi,
  type NetworkInput,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { diagnose, type Trace } from '@overlap/trace'
import type { Abortable, BasketItem } from '../types.ts'

/** The learner's `addToBasket`. */
export type AddToBasket = (url: string, item: BasketItem, options?: Abortable) => Promise<unknown>

/** Clicks on "Add to basket" in one program, and what else happens. */
export interface Clicks {
  readonly items: readonly BasketItem[]
  /** The last click comes so many ms later than the others. Default: at the same time. */
  readonly lastMs?: number
  /** The call that the shop answers with a 500. */
  readonly fails?: { readonly method: 'GET' | 'PUT'; readonly every: number } | undefined
}

/** What came of the clicks. */
export interface Clicked {
  readonly results: readonly PromiseSettledResult<unknown>[]
  /** What is in the basket at the end. */
  readonly items: readonly BasketItem[]
}

/** The calls of this client belong to the check. */
const CHECK = 'check'

/**
 * The work of an exploration: the clicks, and a look into the basket at the end.
 *
 * @param rejected - gets what the promises rejected with, also if another one never settles
 */
export function clicking(
  add: AddToBasket,
  { items, lastMs = 0 }: Clicks,
  rejected: unknown[] = [],
) {
  const audit = audited(add)
  return async (api: MockApi, time: VirtualTime): Promise<Clicked> => {
    const url = api.url('/users/1/basket')
    const results = await Promise.allSettled(
      items.map(async (item, i) => {
        if (lastMs > 0 && i === items.length - 1) await time.sleep(lastMs)
        try {
          return await audit(url, item)
        } catch (error) {
          rejected.push(error)
          throw error
        }
      }),
    )
    return { results, items: await itemsIn(api, url) }
  }
}

/** What is in a basket. From now on, no call fails any more. */
export async function itemsIn(api: MockApi, url: string): Promise<readonly BasketItem[]> {
  api.network = {}
  const response = await api.client(CHECK)(url)
  return ((await response.json()) as { items: BasketItem[] }).items
}

/** The network of the clicks. */
export function networkOf({ fails }: Clicks): NetworkInput {
  return fails ? { failures: [{ kind: 'status', status: 500, ...fails }] } : {}
}

/** What an exploration found. */
export interface Explored<T> {
  /** `In all 6 orders of the answers`, or `In 4 of 6 orders of the answers`. */
  readonly share: string
  /** The shortest order that breaks the property. */
  readonly run: Run<T>
  /** Its calls, without those of the check. Each answer takes 10 ms. */
  readonly seen: Trace
}

/**
 * Runs work in every order of the answers.
 *
 * @returns The shortest order that breaks the property; `undefined` if none does.
 */
export async function explored<T>(
  network: NetworkInput,
  work: (api: MockApi, time: VirtualTime) => Promise<T>,
  holds: (run: Run<T>) => boolean,
): Promise<Explored<T> | undefined> {
  const broken: Run<T>[] = []
  const property = (run: Run<T>): boolean => {
    if (holds(run)) return true
    broken.push(run)
    return false
  }
  try {
    const found = await explore(network, work, property, { maxOrders: 200, timeSteps: 3 })
    const { failure, failures, orders } = found
    const [first] = broken
    if (failure === undefined || first === undefined) return undefined
    if (failure.run.trace.calls.length !== first.trace.calls.length) return asItCame(first)
    return {
      share: shareOf(failures, orders),
      run: failure.run,
      seen: withoutCheck(failure.timeline),
    }
  } catch (error) {
    const [run] = broken
    if (run) return asItCame(run)
    diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
      [
        error instanceof Error && error.message.startsWith('Cannot explore'),
        'Your code did something else when the same clicks came again. Something outside the function remembers what ' +
          'came before, such as a copy of the basket. Read the basket in each call: others may have changed it.',
      ],
    ])
    throw error
  }
}

/** After a lock that nobody gave back, and the like, all later orders differ. The first one counts. */
function asItCame<T>(run: Run<T>): Explored<T> {
  return { share: 'In one order of the answers', run, seen: withoutCheck(run.trace) }
}

function shareOf(failures: number, orders: number): string {
  if (orders === 1) return 'In the only order of the answers'
  if (failures === orders) return `In all ${orders} orders of the answers`
  return `In ${failures} of ${orders} orders of the answers`
}

function withoutCheck(trace: Trace): Trace {
  return { ...trace, calls: trace.calls.filter(({ client }) => client !== CHECK) }
}
