import type { Order, Run } from '@overlap/mock-server'
import { HttpError, NetworkError } from '@overlap/lesson-05'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { FIRST_ORDER, keyOf, teapots, type Lost, type Pair } from './order-play.ts'
import { times } from './retry-rules.ts'

/** How many attempts an order gets. */
function attemptsFor({ trouble, first, idempotencyKey, retries = 2, always }: Lost): number {
  if (idempotencyKey === null) return 1
  if (trouble === 422 && always !== true) return 1
  return Math.min(first, retries) + 1
}

const troubleText = ({ trouble }: Lost): string =>
  typeof trouble === 'number' ? `was answered with ${trouble}` : 'got no complete answer'

/** Whether an error is what `sendOrder` throws after this trouble. */
function isFrom({ trouble }: Lost, error: unknown): boolean {
  if (typeof trouble !== 'number') return error instanceof NetworkError
  return error instanceof HttpError && error.status === trouble
}

/** The options of a caller that could replace `retries: 0`. */
function passedText({ retries, always }: Lost): string {
  const passed = [
    ...(retries === undefined ? [] : [`\`retries: ${retries}\``]),
    ...(always ? ['a `shouldRetry` that returns true'] : []),
  ]
  return passed.join(' and ')
}

/** One order is placed once, in as many attempts as it may take. */
export function diagnoseLoss(run: Run<Order>, lost: Lost): void {
  const { calls } = run.trace
  const { idempotencyKey, retries, delayMs, always } = lost
  const wanted = attemptsFor(lost)
  const keys = calls.map(keyOf)
  const distinct = new Set(keys).size
  const came = calls.length
  const sent = `the order was sent ${times(came)}`
  const isDouble = run.counters.doubleOrders > 0
  const owner =
    idempotencyKey === undefined ? '' : ` (the caller's key is ${shown(idempotencyKey)})`
  diagnose(run, [
    [came === 0, 'No order was sent. Send it with `sendOrder`.'],
    [
      isDouble && idempotencyKey !== null && distinct > 1,
      'The shop placed two orders: each attempt came with a different key, so the shop took them for ' +
        'different orders. Create the key once, before the first attempt.',
    ],
    [
      idempotencyKey === null && (keys[0] === 'null' || keys[0] === ''),
      `\`idempotencyKey: null\` means that this shop doesn't support keys, but the order was sent with the ` +
        `text ${shown(keys[0])} as its key. Pass \`null\` on as it is: \`sendOrder\` then sends no header.`,
    ],
    [
      idempotencyKey === null && keys[0] !== undefined,
      `\`idempotencyKey: null\` means that this shop doesn't support keys, but the order was sent with the ` +
        `key ${shown(keys[0])}. Only a missing key needs a new one: \`??\` replaces \`null\`, too.`,
    ],
    [
      idempotencyKey === null && came > 1 && (always === true || retries !== undefined),
      `This shop doesn't support keys, and ${sent}. The caller passed ${passedText(lost)}, but without a key ` +
        'a retry could place a second order. Pass `retries: 0`, and let none of the other options replace it.',
    ],
    [
      idempotencyKey === null && came > 1,
      `This shop doesn't support keys (\`idempotencyKey: null\`), and ${sent}. The error may be ` +
        'transient, but the first attempt may have placed the order. Without a key, send it once.',
    ],
    [
      isDouble && 'idempotencyKey' in lost && idempotencyKey === undefined && keys[0] === undefined,
      'With `idempotencyKey: undefined`, the order was sent without a key, and the shop placed it twice. ' +
        'Spreading the options over a default replaces it with `undefined`. Create the key afterwards.',
    ],
    [
      isDouble,
      'The shop placed two orders. It had placed the first one, and only its answer was lost. To the ' +
        'shop, a second attempt without an `Idempotency-Key` is a second order.',
    ],
    [
      idempotencyKey !== null && keys.some((key) => key === undefined),
      'The order was sent without an `Idempotency-Key`. If its answer is lost, a retry places a second ' +
        'order. Pass `idempotencyKey` to `sendOrder`.',
    ],
    [
      distinct > 1,
      `The order was sent ${times(came)}, with ${distinct} different keys. Create the key once, before the ` +
        'first attempt.',
    ],
    [
      typeof idempotencyKey === 'string' && keys[0] !== idempotencyKey,
      `The order was sent with the key ${shown(keys[0])}${owner}. Your caller may repeat the order with ` +
        'its own key, even after a restart. Use that key if there is one.',
    ],
    [
      came > wanted && lost.trouble === 422,
      `The shop refused the order with 422, and ${sent}. A key makes a retry safe; it doesn't make a ` +
        '422 succeed. Retry only what `shouldRetry` allows.',
    ],
    [
      came !== wanted && retries !== undefined,
      `The first attempt ${troubleText(lost)}, and ${sent}. With \`retries: ${retries}\`, expected ` +
        `${wanted}. Pass your caller's options on to \`retry\`.`,
    ],
    [
      came < wanted && always === true,
      `The first attempt ${troubleText(lost)}, and ${sent}, although \`shouldRetry\` allows a retry. Pass ` +
        "your caller's options on to `retry`.",
    ],
    [
      came !== wanted,
      `The first attempt ${troubleText(lost)}, and ${sent}. Expected ${wanted}: send it through \`retry\`.`,
    ],
  ])
  const pauses = calls.slice(1).map(({ sentMs }, i) => sentMs - (calls[i]?.endMs ?? sentMs))
  const otherPause = pauses.find((ms) => Math.abs(ms - (delayMs ?? 100)) > 1)
  const fails = lost.first >= wanted
  diagnose(run, [
    [
      otherPause !== undefined,
      `The pause took ${otherPause} ms instead of ${delayMs ?? 100} ms. Pass your caller's options on ` +
        'to `retry`.',
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? 'Your promise never settled.'],
    [
      fails && run.outcome === 'fulfilled',
      'Every attempt failed, but your promise resolved, so your caller thinks that the order is placed. ' +
        'Throw the last error.',
    ],
    [
      !fails && run.outcome === 'rejected',
      `The last attempt succeeded, but your promise rejected with ${shown(run.reason)}.`,
    ],
    [
      fails && !isFrom(lost, run.reason),
      `The last attempt ${troubleText(lost)}, but your promise rejected with ${shown(run.reason)}. ` +
        `Your caller looks for ${typeof lost.trouble === 'number' ? 'the `status` of an `HttpError`' : 'a `NetworkError`'}. ` +
        'Throw what `retry` throws, unchanged.',
    ],
  ])
  if (!fails) diagnoseOrder(run, run.value)
}

function diagnoseOrder(run: Run<unknown>, order: unknown): void {
  const { id, items } = (order ?? {}) as Partial<Order>
  diagnose(run, [
    [
      id !== FIRST_ORDER || items?.[0]?.productId !== teapots.items[0]?.productId,
      `The shop placed order ${FIRST_ORDER}, but your promise resolved with ${shown(order)}. Return ` +
        'what `sendOrder` returns.',
    ],
  ])
}

/** The caller changes its order between two attempts. The shop refuses a known key with other content. */
export function diagnoseChange(run: Run<Order>): void {
  const changed =
    'Between two attempts, the caller changed the order that it had passed to `placeOrder`, '
  diagnose(run, [
    [
      run.trace.calls[1]?.status === 422,
      `${changed}and you sent the changed order with the same key. The shop refused it with 422. Create ` +
        'the body once, before the first attempt.',
    ],
    [
      run.outcome !== 'fulfilled' || run.value?.items?.length !== 1,
      `${changed}and your promise ${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : "didn't resolve with the original order"}. ` +
        'Create the body once, before the first attempt.',
    ],
  ])
}

/** Two orders are two, unless their keys say that they are the same. */
export function diagnosePair(run: Run<[Order, Order]>, { same, keys }: Pair): void {
  const [one, other] = run.trace.calls.map(keyOf)
  const isMade = one !== undefined && one === other
  const placed = run.outcome === 'fulfilled' ? new Set(run.value.map((order) => order?.id)).size : 0
  const value = run.outcome === 'fulfilled' ? run.value[0] : undefined
  diagnose(run, [
    [
      isMade && same && keys.every((key) => key === undefined),
      'A customer ordered the same things twice, on purpose, and the shop placed one order: both came ' +
        'with the same key. Create a new random key for each call of `placeOrder`.',
    ],
    [
      isMade,
      'Two different orders came with the same key, so the shop refused the second one. A key belongs to ' +
        'one order, not to the program. Create a new one for each call of `placeOrder`.',
    ],
    [
      run.outcome === 'rejected',
      `Two orders were sent, nothing went wrong, and your promise rejected with ${shown(run.reason)}.`,
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? 'Your promise never settled.'],
    [
      one === undefined || other === undefined,
      'An order was sent without an `Idempotency-Key`. If its answer is lost, a retry places a second ' +
        'order. Pass `idempotencyKey` to `sendOrder`.',
    ],
    [
      keys.some((key, i) => key !== undefined && key !== [one, other][i]),
      `The caller's key is ${shown(keys[0])}, but the order was sent with ${shown(one)}. Your caller may ` +
        'repeat the order with its own key, even after a restart. Use that key if there is one.',
    ],
    [
      placed !== 2,
      `Two orders were sent, but both of your promises resolved with ${shown(value)}. Return what ` +
        '`sendOrder` returns.',
    ],
  ])
}
