import {
  audited,
  simulate,
  type FailureInput,
  type NewOrder,
  type Order,
  type Run,
} from '@overlap/mock-server'
import { fc } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'
import type { FailedAttempt, PlaceOrderOptions } from '../types.ts'

/** The learner's `placeOrder`. */
export type PlaceOrder = (
  shop: string,
  order: NewOrder,
  options?: PlaceOrderOptions,
) => Promise<Order>

/** How the first attempts at an order fail. */
export type Trouble = 'reset' | 'truncated' | 'empty' | 'refused' | 503 | 429 | 422

/** One order, and what is in its way. */
export interface Lost {
  readonly trouble: Trouble
  /** How many attempts meet it. */
  readonly first: number
  readonly idempotencyKey?: string | null | undefined
  readonly retries?: number
  readonly delayMs?: number
  /** Whether the caller wants every error to be retried. */
  readonly always?: boolean
}

export const losses: fc.Arbitrary<Lost> = fc.record(
  {
    trouble: fc.constantFrom<Trouble>('reset', 'truncated', 'empty', 'refused', 503, 429, 422),
    first: fc.integer({ min: 1, max: 3 }),
    idempotencyKey: fc.constantFrom(null, null, 'cart-4711', undefined),
    retries: fc.integer({ min: 0, max: 3 }),
    delayMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
    always: fc.boolean(),
  },
  { requiredKeys: ['trouble', 'first'] },
)

/** Two orders in a shop without trouble. */
export interface Pair {
  /** Whether the second is for the same things. */
  readonly same: boolean
  /** Whether the second is sent before the first has its answer. */
  readonly together: boolean
  /** The caller's keys. `undefined`: there is none. */
  readonly keys: readonly [string | undefined, string | undefined]
}

export const pairs: fc.Arbitrary<Pair> = fc.record({
  same: fc.boolean(),
  together: fc.boolean(),
  keys: fc.constantFrom<Pair['keys'][]>(
    [undefined, undefined],
    ['monday', undefined],
    ['monday', 'tuesday'],
  ),
})

export const teapots: NewOrder = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const kites: NewOrder = { userId: 1, items: [{ productId: 9, quantity: 1 }] }

/** The first order that a shop places has this number. */
export const FIRST_ORDER = 61

/** Places an order with the learner's function. */
export function playLoss(placeOrder: PlaceOrder, lost: Lost): Promise<Run<Order>> {
  const { trouble, first, always, ...options } = lost
  const failure: FailureInput =
    typeof trouble === 'number'
      ? { kind: 'status', status: trouble, first }
      : { kind: trouble, first }
  const place = audited(placeOrder)
  const more = always ? { shouldRetry: () => true } : {}
  return simulate(
    { latency: 100, failures: [failure] },
    ({ origin }) => place(origin, structuredClone(teapots), { ...options, ...more }),
    { leaves: ['listener', 'timer'] },
  )
}

/** The answer to the first attempt is lost, and the caller changes its order before the second. */
export function playChange(placeOrder: PlaceOrder): Promise<Run<Order>> {
  const items = [...teapots.items]
  return simulate(
    { latency: 100, failures: [{ kind: 'reset', first: 1 }] },
    ({ origin }, time) => {
      void time.sleep(123).then(() => items.push(...kites.items))
      return placeOrder(origin, { ...teapots, items }, { delayMs: 50 })
    },
    { leaves: ['listener', 'timer'] },
  )
}

/** An order that was retried, and what `onRetry` got. */
export interface OrderHooks {
  readonly run: Run<Order>
  readonly told: readonly FailedAttempt[]
}

/** Places an order with `onRetry`. The answer to the first attempt is lost. */
export async function playOrderHooks(placeOrder: PlaceOrder): Promise<OrderHooks> {
  const told: FailedAttempt[] = []
  const run = await simulate(
    { latency: 100, failures: [{ kind: 'reset', first: 1 }] },
    ({ origin }) => placeOrder(origin, teapots, { onRetry: (failed) => told.push(failed) }),
    { leaves: ['listener', 'timer'] },
  )
  return { run, told }
}

/** Places two orders. */
export function playPair(
  placeOrder: PlaceOrder,
  { same, together, keys }: Pair,
): Promise<Run<[Order, Order]>> {
  const place = audited(placeOrder)
  return simulate(
    { latency: 100 },
    async ({ origin }) => {
      const send = (order: NewOrder, idempotencyKey: string | undefined): Promise<Order> =>
        place(origin, order, idempotencyKey === undefined ? {} : { idempotencyKey })
      const one = send(teapots, keys[0])
      if (!together) await one
      return Promise.all([one, send(same ? teapots : kites, keys[1])])
    },
    { leaves: ['listener', 'timer'] },
  )
}

/** The idempotency key of a call. */
export function keyOf({ requestHeaders = [] }: Call): string | undefined {
  return requestHeaders.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1]
}
