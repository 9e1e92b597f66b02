import { audited, simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import { count, fc, isSame, shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import { withItem } from '../basket.ts'
import type { BasketItem } from '../types.ts'
import { basketOf, listed, statusIn } from './basket-rules.ts'
import { clicking, explored, itemsIn, type AddToBasket, type Clicked } from './clicks.ts'

/** Clicks here, and items that another tab adds meanwhile. */
export interface Tabs {
  readonly items: readonly BasketItem[]
  readonly others: readonly BasketItem[]
}

/** How many writes `addToBasket` tries at most. */
const ATTEMPTS = 5

/** Another tab is another program: no lock of ours stops it. Nothing of either is lost. */
export async function judgeTabs(add: AddToBasket, { items, others }: Tabs): Promise<void> {
  const click = clicking(add, { items })
  const wanted = basketOf([...items, ...others]).toSorted(byProduct)
  const work = async (...[api, time]: Parameters<typeof click>): Promise<Clicked> => {
    const other = addAll(api, others)
    const { results } = await click(api, time)
    await other
    return { results, items: await itemsIn(api, api.url(BASKET)) }
  }
  const holds = (run: Run<Clicked>): boolean =>
    run.outcome === 'fulfilled' &&
    run.value.results.every(({ status }) => status === 'fulfilled') &&
    isSame(run.value.items.toSorted(byProduct), wanted)
  const found = await explored({}, work, holds)
  if (!found) return
  const { run, share, seen } = found
  const isDone = run.outcome === 'fulfilled'
  const got = isDone ? run.value.items.toSorted(byProduct) : []
  const failed = isDone ? run.value.results.find(({ status }) => status === 'rejected') : undefined
  const reason: unknown = failed?.status === 'rejected' ? failed.reason : undefined
  const mine = seen.calls.filter(({ client }) => client === '')
  const bare = mine.every((call) => call.method === 'GET' || matchOf(call) === undefined)
  const refused = mine.findIndex(({ status }) => status === 412)
  const lost = `${share}, the basket ends up with ${listed(got)} instead of ${listed(wanted)}`
  diagnose({ trace: seen, reason: run.reason, unhandled: run.unhandled }, [
    [
      run.outcome === 'never-settles' && refused >= 0 && mine[refused + 1] === undefined,
      `${share}, the shop answered 412, your code made no further request, and a promise of \`addToBasket\` never settled. If ` +
        'it calls itself while it holds the lock, it waits for itself. Read and write again inside the block.',
    ],
    [run.outcome === 'never-settles', `${share}, a promise of \`addToBasket\` never settled.`],
    [run.outcome === 'rejected', `${share}, adding to the basket threw ${shown(run.reason)}.`],
    [
      statusIn(reason) === 412,
      `${share}, another tab wrote the basket after your read. The shop answered 412, and your promise rejected with ` +
        'it. Nothing is wrong: read the basket again, add the item to what is there now, and write that.',
    ],
    [
      failed !== undefined,
      `${share}, another tab wrote the basket, too, and a promise of \`addToBasket\` rejected with ${shown(reason)}.`,
    ],
    [
      bare,
      `${lost}. Another tab wrote the basket between your read and your write, and your lock can't stop another program. ` +
        'Send the `etag` of your read with the write, so that the shop refuses it if the basket has changed.',
    ],
    [
      refused >= 0 && mine[refused + 1]?.method !== 'GET',
      `${lost}. The shop answered 412 because the basket had changed, and you wrote again without reading it. Read it ` +
        'again, and add the item to what is there now.',
    ],
    [
      refused >= 0,
      `${lost}. After the 412 you read the basket again, but you wrote other items than those plus the new one. The items ` +
        'of the first read are stale now. Add to those of the last read.',
    ],
    [true, `${lost}. Add the item to the items of the read whose \`etag\` you send.`],
  ])
}

/** The path of the basket that both tabs fill. */
const BASKET = '/users/1/basket'

/** Another tab, which does it right. */
async function addAll(api: MockApi, items: readonly BasketItem[]): Promise<void> {
  const call = api.client('other tab')
  const url = api.url(BASKET)
  for (const item of items) {
    for (let status = 412; status === 412;) {
      const read = await call(url)
      const { items: now } = (await read.json()) as { items: BasketItem[] }
      const body = JSON.stringify({ items: withItem(now, item) })
      const headers = { 'if-match': read.headers.get('etag') ?? '' }
      const written = await call(url, { method: 'PUT', headers, body })
      await written.text()
      status = written.status
    }
  }
}

/** What the shop answers to the first writes. */
export interface Refusals {
  readonly fault: 412 | 409 | 500 | 503 | 'reset'
  readonly first: number
}

export const refusals: fc.Arbitrary<Refusals> = fc.record({
  fault: fc.constantFrom<Refusals['fault']>(412, 412, 409, 500, 503, 'reset'),
  first: fc.integer({ min: 1, max: 8 }),
})

/** A write that is refused with a 412 is tried again, but not forever, and no other error is. */
export async function judgeRefusals(add: AddToBasket, { fault, first }: Refusals): Promise<void> {
  const audit = audited(add)
  const failure = fault === 'reset' ? { kind: fault } : { kind: 'status' as const, status: fault }
  const network: NetworkInput = { failures: [{ ...failure, first, method: 'PUT' }] }
  const run = await simulate(
    network,
    async (api) => {
      const url = api.url(BASKET)
      const [end] = await Promise.allSettled([audit(url, { productId: 1, quantity: 1 })])
      return { end, items: await itemsIn(api, url) }
    },
    { callLimit: 200, heartbeatMs: 1000 },
  )
  const writes = run.trace.calls.filter(({ method }) => method === 'PUT').length
  const reads = run.trace.calls.filter(({ client, method }) => client === '' && method === 'GET')
  const isStale = fault === 412
  const wanted = isStale ? Math.min(first + 1, ATTEMPTS) : 1
  const { end, items = [] } = run.outcome === 'fulfilled' ? run.value : {}
  const reason: unknown = end?.status === 'rejected' ? end.reason : undefined
  const answer = fault === 'reset' ? 'The connection broke' : `The shop answered ${fault}`
  diagnose(run, [
    [
      run.outcome === 'never-settles',
      `${answer} to a write, and then the promise of \`addToBasket\` never settled after ${count(writes, 'write')}. If it calls ` +
        'itself while it holds the lock, it waits for itself.',
    ],
    [run.outcome === 'rejected', `Adding to the basket threw ${shown(run.reason)}.`],
    [
      run.outcome === 'fulfilled' && isStale && writes > ATTEMPTS,
      `The shop refused ${first} writes with a 412, and your code made ${writes} writes. ` +
        (writes === ATTEMPTS + 1
          ? 'The first write counts, too. '
          : 'While other tabs keep writing, retries can go on and on. ') +
        `Reject with the last 412 after ${ATTEMPTS} writes.`,
    ],
    [
      !isStale && writes > 1,
      `${answer} to a write, and your code wrote again. Only a 412 says that nothing was written; after any other failure, the ` +
        `item may be in the basket already${(items[0]?.quantity ?? 0) > 1 ? ', and here it is there twice' : ''}. Retry only a 412.`,
    ],
    [
      writes !== wanted,
      `The shop refused ${first === 1 ? 'a write' : `${first} writes`} with a 412, and your code made ${count(writes, 'write')} instead of ` +
        `${wanted}. Try up to ${ATTEMPTS} writes.`,
    ],
    [
      reads.length < writes,
      `Your code made ${count(writes, 'write')}, but only ${count(reads.length, 'read')}. After a 412, read the basket again.`,
    ],
    [
      (!isStale || first >= ATTEMPTS) && end?.status === 'fulfilled',
      `${answer} to every write, but your promise resolved. Reject with the last error.`,
    ],
    [
      typeof fault === 'number' && reason !== undefined && statusIn(reason) !== fault,
      `${answer}, but your promise rejected with ${shown(reason)}. Reject with the \`HttpError\`.`,
    ],
    [
      isStale && first < ATTEMPTS && end?.status === 'rejected',
      `The shop refused ${first === 1 ? 'a write' : `${first} writes`} with a 412 and then accepted one, but your promise ` +
        `rejected with ${shown(reason)}.`,
    ],
  ])
}

/** The `If-Match` of a call. */
function matchOf({ requestHeaders = [] }: Call): string | undefined {
  return requestHeaders.find(([name]) => name.toLowerCase() === 'if-match')?.[1]
}

function byProduct(a: BasketItem, b: BasketItem): number {
  return a.productId - b.productId
}
