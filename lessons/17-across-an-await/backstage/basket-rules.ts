import type { Run } from '@overlap/mock-server'
import { fc, isSame, shown } from '@overlap/scenarios'
import { diagnose, type Call, type Trace } from '@overlap/trace'
import { withItem } from '../basket.ts'
import type { BasketItem } from '../types.ts'
import {
  clicking,
  explored,
  networkOf,
  type AddToBasket,
  type Clicked,
  type Clicks,
  type Explored,
} from './clicks.ts'
import { isNotDisposable, NOT_DISPOSABLE, withoutDot } from './not-disposable.ts'

const items: fc.Arbitrary<readonly BasketItem[]> = fc.array(
  fc.record({
    productId: fc.constantFrom(1, 2, 3, 7),
    quantity: fc.constantFrom(1, 2, 5),
  }),
  { minLength: 1, maxLength: 3 },
)

const lastMs = fc.constantFrom(0, 10)

/** Clicks that all succeed. */
export const calmClicks: fc.Arbitrary<Clicks> = fc.record({ items, lastMs })

/** Clicks of which one fails. */
export const failingClicks: fc.Arbitrary<Clicks> = fc.record({
  items: items.filter(({ length }) => length > 1),
  lastMs,
  fails: fc.record({
    method: fc.constantFrom('GET' as const, 'PUT' as const),
    every: fc.constantFrom(1, 2, 3),
  }),
})

/** What the basket has to hold after these items were added, one after another. */
export function basketOf(added: readonly BasketItem[]): readonly BasketItem[] {
  return added.reduce<readonly BasketItem[]>(withItem, [])
}

/** Every item arrives, in the order of the clicks, in whatever order the answers come. */
export async function judgeClicks(add: AddToBasket, scene: Clicks): Promise<void> {
  const wanted = basketOf(scene.items)
  const holds = (run: Run<Clicked>): boolean =>
    run.outcome === 'fulfilled' &&
    run.value.results.every(({ status }) => status === 'fulfilled') &&
    isSame(run.value.items, wanted)
  const rejected: unknown[] = []
  const found = await explored(networkOf(scene), clicking(add, scene, rejected), holds)
  if (found) diagnoseClicks(found, wanted, rejected)
}

/** What went wrong in the shortest order that loses an item. */
function diagnoseClicks(
  { run, share, seen }: Explored<Clicked>,
  wanted: readonly BasketItem[],
  [error]: readonly unknown[],
): void {
  const isDone = run.outcome === 'fulfilled'
  const got = isDone ? run.value.items : []
  const [rejected] = isDone ? rejectedIn(run.value) : []
  const reads = seen.calls.filter(({ method }) => method === 'GET')
  const writes = seen.calls.filter(({ method }) => method === 'PUT')
  const [write, nextWrite] = writes
  const next = reads.find((read) => read !== reads[0] && read.sentMs < endOf(write))
  const isEarly = next !== undefined && write !== undefined && next.sentMs >= write.sentMs
  const refused = seen.calls.find(({ status = 0 }) => status >= 400)
  const lost = `${share}, the basket ends up with ${listed(got)} instead of ${listed(wanted)}`
  diagnose({ trace: seen, reason: run.reason, unhandled: run.unhandled }, [
    [
      run.outcome === 'never-settles' && error !== undefined,
      `A promise of \`addToBasket\` rejected with ${withoutDot(shown(error))}, and the next call waits forever for the lock. ` +
        (isNotDisposable(error) ? NOT_DISPOSABLE : 'Release the lock however the function ends.'),
    ],
    [
      run.outcome === 'never-settles' && (seen.calls.length === 0 || reads.length > writes.length),
      `${share}, a call of \`addToBasket\` never settled: it made ${seen.calls.length === 0 ? 'no request' : 'a read, but no write after it'}. Does it ` +
        'acquire a lock that it already holds? Then it waits for itself. Acquire the lock in one place.',
    ],
    [
      run.outcome === 'never-settles',
      `${share}, a call of \`addToBasket\` waits forever: a call before it never released the lock. ` +
        '`await using` releases the lock however the block ends.',
    ],
    [run.outcome === 'rejected', `Adding to the basket threw ${shown(run.reason)}.`],
    [
      rejected !== undefined && statusIn(rejected.reason) === 412 && isEarly,
      `${share}, the shop refused a write with a 412: the call had read the basket while the write of the one before was in ` +
        'flight, so the lock was free too early. Hold it until the write has ended: `await` the write inside the block, also ' +
        'after `return`.',
    ],
    [
      rejected !== undefined && statusIn(rejected.reason) === 412,
      `${share}, the shop refused a write with a 412: another click had written the basket after the read. Hold a lock ` +
        'that all calls share from the read to the end of the write.',
    ],
    [
      rejected !== undefined && isNotDisposable(rejected.reason),
      `A promise of \`addToBasket\` rejected with ${withoutDot(shown(rejected?.reason))}. ${NOT_DISPOSABLE}`,
    ],
    [
      rejected !== undefined,
      `${refused ? `A call got a ${refused.status}` : 'No call failed'}, ${refused ? 'and' : 'but'} a promise of \`addToBasket\` rejected with ${withoutDot(shown(rejected?.reason))}.`,
    ],
    [
      isSame(got.toSorted(byProduct), wanted.toSorted(byProduct)) && isEarly,
      `${lost}. Nothing is lost, but the next call read the basket while the write of the one before was in flight. Hold the ` +
        'lock until the write has ended.',
    ],
    [
      isSame(got.toSorted(byProduct), wanted.toSorted(byProduct)),
      `${lost}. Nothing is lost, but the calls overtook each other. Let them take turns in the order in which they ` +
        'were made.',
    ],
    [
      reads.length < writes.length,
      `${lost}. Your code wrote it ${writes.length} times and read it ${reads.length === 0 ? 'never' : `only ${reads.length === 1 ? 'once' : `${reads.length} times`}`}. A copy in memory is ` +
        'old as soon as someone else writes. Read the basket in every call.',
    ],
    [
      isEarly,
      `${lost}. The next call read the basket while the write of the one before was in flight, so the lock was free ` +
        'too early. Hold it until the write has ended: `await` the write inside the block, also after `return`.',
    ],
    [
      next !== undefined && nextWrite !== undefined && nextWrite.sentMs >= endOf(write),
      `${lost}. The writes wait for each other, but both calls had read the basket before the first write. What was ` +
        'read before an `await` may be out of date after it, so hold the lock from the read to the end of the write.',
    ],
    [
      next !== undefined || orderOf(seen).startsWith('read, read'),
      `${lost}. The answers came in the order ${orderOf(seen)}: a call read the basket before another one had ` +
        'written it, and then overwrote that. Read and write under a lock that all calls share.',
    ],
    [true, `${lost}. The answers came in the order ${orderOf(seen)}.`],
  ])
}

/** One failing call rejects its own promise, and the others go on. */
export async function judgeFailure(add: AddToBasket, scene: Clicks): Promise<void> {
  const holds = (run: Run<Clicked>): boolean => {
    if (run.outcome !== 'fulfilled') return false
    const { counters, value } = run
    const { results } = value
    const added = scene.items.filter((_, i) => results[i]?.status === 'fulfilled')
    const failed = rejectedIn(value)
    return (
      failed.length === (counters.byStatus[500] ?? 0) &&
      failed.every(({ reason }) => statusIn(reason) === 500) &&
      isSame(value.items, basketOf(added))
    )
  }
  const found = await explored(networkOf(scene), clicking(add, scene), holds)
  if (found) diagnoseFailure(found, scene)
}

function diagnoseFailure({ run, share, seen }: Explored<Clicked>, { items }: Clicks): void {
  const isDone = run.outcome === 'fulfilled'
  const results = isDone ? run.value.results : []
  const got = isDone ? run.value.items : []
  const rejected = isDone ? rejectedIn(run.value) : []
  const other = rejected.find(({ reason }) => statusIn(reason) !== 500)
  const answers = run.counters.byStatus[500] ?? 0
  const added = items.filter((_, i) => results[i]?.status === 'fulfilled')
  const failed = `${answers === 1 ? 'One call' : `${answers} calls`} got a 500`
  diagnose({ trace: seen, reason: run.reason, unhandled: run.unhandled }, [
    [
      run.outcome === 'never-settles',
      `${failed}, and after that a call of \`addToBasket\` waits forever: the lock was never released. An error leaves ` +
        'the function at once, so release the lock with `await using` or in a `finally`.',
    ],
    [
      answers > items.length,
      `${failed}, for ${items.length} clicks: your code called again after an error. You can't know whether a failed write was ` +
        'written, and then it would add the item twice. Let the error propagate.',
    ],
    [
      rejected.length > answers,
      `${failed}, but ${rejected.length} promises of \`addToBasket\` rejected. An error belongs to the call that failed; the ` +
        'next one has to go on. In a chain of promises, `then` skips its callback if the promise before it rejected, so every ' +
        'later link rejects, too.',
    ],
    [
      rejected.length < answers,
      `${failed}, but ${rejected.length === 0 ? 'no promise' : `only ${rejected.length}`} of \`addToBasket\` rejected. The shopper ` +
        'thinks that the item is in the basket. Let the error propagate.',
    ],
    [
      other !== undefined,
      `${failed}, but the promise of \`addToBasket\` rejected with ${shown(other?.reason)}. Rethrow the \`HttpError\`.`,
    ],
    [
      true,
      `${share}, ${failed.toLowerCase()}, and the basket ends up with ${listed(got)} instead of ${listed(basketOf(added))}. ` +
        'A call that fails adds nothing, and those after it go on.',
    ],
  ])
}

/** The results of the clicks whose promise rejected. */
export function rejectedIn({ results }: Clicked): readonly PromiseRejectedResult[] {
  return results.filter((result) => result.status === 'rejected')
}

/** The status of an HttpError, or of one that it wraps. */
export function statusIn(error: unknown): number | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { status } = one as { readonly status?: unknown }
    if (typeof status === 'number') return status
  }
  return undefined
}

/** Items in a few words: `1 × product 7`. */
export function listed(list: readonly BasketItem[]): string {
  if (list.length === 0) return 'nothing'
  return list.map(({ productId, quantity }) => `${quantity} × product ${productId}`).join(', ')
}

function endOf(call: Call | undefined): number {
  return call?.endMs ?? Infinity
}

function byProduct(a: BasketItem, b: BasketItem): number {
  return a.productId - b.productId
}

/** The order in which the answers came: `read, read, write, write`. */
function orderOf({ calls }: Trace): string {
  return calls
    .toSorted((a, b) => endOf(a) - endOf(b))
    .map(({ method }) => (method === 'GET' ? 'read' : 'write'))
    .join(', ')
}
