import { fc, latencies, reasons, shown } from '@overlap/scenarios'
import type { SettleAllOptions } from '../types.ts'

/** One part of a dashboard: it sends a call, and then it ends. */
export interface Plan {
  readonly name: string
  /** When its call ends. A plan that ends at once sends none. */
  readonly latencyMs: number
  readonly end: 'returns' | 'returns at once' | 'rejects' | 'throws at once'
  /** What it returns, or what it rejects with or throws. */
  readonly value: unknown
  /** Whether its call goes on when its signal aborts. */
  readonly ignoresSignal: boolean
}

/** What `settleAll` is called with. */
export interface Scene {
  readonly plans: readonly Plan[]
  /** When the caller's signal aborts; -1: before the call. `undefined`: there is no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
  /** Whether the caller passes a signal that never aborts. */
  readonly withSignal?: boolean
  /** What the caller passes if it passes no signal. */
  readonly options?: SettleAllOptions | undefined
}

/** The names of parts, and what their calls request. */
export const paths: Readonly<Record<string, string>> = {
  price: '/products/3/price',
  stock: '/products/3/stock',
  reviews: '/products/3/reviews',
  product: '/products/3',
  user: '/users/1',
  orders: '/users/1/orders',
  todo: '/todos/1',
}

const names = Object.keys(paths)

/** A part that succeeds, except for `more`. */
export function plan(name: string, latencyMs: number, more: Partial<Plan> = {}): Plan {
  const value = { [name]: latencyMs }
  return { name, latencyMs, end: 'returns', value, ignoresSignal: false, ...more }
}

export const failing = (name: string, latencyMs: number): Plan =>
  plan(name, latencyMs, { end: 'rejects', value: new Error(`no ${name}`) })

/** Two parts that fail with the same object, as if they awaited one promise. A third fails with its twin. */
export const sharing = (): Plan[] => {
  const value = new Error('the shop is closed')
  const end = 'rejects'
  return [
    plan('price', 100, { end, value }),
    plan('stock', 300, { end, value }),
    plan('reviews', 50, { end, value: new Error('the shop is closed') }),
  ]
}

export const throwing = (name: string): Plan =>
  plan(name, 0, { end: 'throws at once', value: new Error(`no ${name}`) })

export const isFailure = ({ end }: Plan): boolean => end === 'rejects' || end === 'throws at once'

const values: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  12,
  'in stock',
  [],
  { id: 3 },
  new Error('a value all the same'),
  0,
  '',
  false,
  null,
  undefined,
)

/** Draws parts that end in these ways. */
export const plans = (
  ends: readonly Plan['end'][],
  { min = 0, max = names.length } = {},
): fc.Arbitrary<Plan[]> =>
  fc
    .record({
      names: fc.shuffledSubarray(names, { minLength: min, maxLength: max }),
      latencyMs: latencies(names.length),
      more: fc.array(
        fc.record({
          end: fc.constantFrom(...ends),
          value: values,
          reason: reasons,
          ignoresSignal: fc.boolean(),
        }),
        { minLength: names.length, maxLength: names.length },
      ),
    })
    .map((drawn) =>
      drawn.names.map((name, i): Plan => {
        const { end, value, reason, ignoresSignal } = drawn.more[i]!
        const latencyMs = drawn.latencyMs[i]!
        const drawnPlan = { name, latencyMs, end, value, ignoresSignal }
        return isFailure(drawnPlan) ? { ...drawnPlan, value: reason } : drawnPlan
      }),
    )

/** Draws when the caller aborts: never at the moment a task ends. */
export const abortMs: fc.Arbitrary<number> = fc.nat({ max: 45 }).map((n) => 10 * n + 6)

/** When a task ends if nothing aborts it. */
const endOf = ({ end, latencyMs }: Plan): number => (end.endsWith('at once') ? 0 : latencyMs)

export const lastEnd = (plans: readonly Plan[]): number => Math.max(0, ...plans.map(endOf))

const ends: Readonly<Record<Plan['end'], string>> = {
  returns: 'resolves',
  'returns at once': 'returns a plain value',
  rejects: 'rejects',
  'throws at once': 'throws',
}

/** A scene in a few words. */
export function tell({ plans }: Scene): string {
  if (plans.length === 0) return 'no tasks'
  return `tasks ${plans.map((one) => `\`${one.name}\` (${endIn(one)})`).join(', ')}`
}

/** Names what a task throws if it is no error: code that expects an error stumbles over it. */
function endIn({ end, value }: Plan): string {
  const isOdd = (end === 'rejects' || end === 'throws at once') && !isError(value)
  if (!isOdd) return ends[end]
  return end === 'rejects' ? `rejects with ${shown(value)}` : `throws ${shown(value)}`
}

const isError = (value: unknown): boolean => value instanceof Error || value instanceof DOMException
