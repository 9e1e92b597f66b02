import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { delayAfter, type Hooked, type Hooks, type ThrowingHook } from './further-play.ts'
import type { OrderHooks } from './order-play.ts'
import type { Played } from './play.ts'
import { shownLine, times } from './retry-rules.ts'
import { expected } from './scenes.ts'

/** When each hook is called, and with what. */
export function diagnoseHooks({ run, attempts }: Played, hooks: Hooks, hooked: Hooked): void {
  const { scene, yes, thinkMs } = hooked
  const { errors } = scene
  const possible = expected(scene).attempts
  const wanted = Math.min(possible, yes + 1)
  const came = attempts.length
  const { asked, delayed, told } = hooks
  const errorOf = (attempt: number): unknown => errors[(attempt - 1) % errors.length]
  const isLast = expected(scene).fails && wanted === possible
  const wrongNumber = delayed.find(({ attempt, begun }) => attempt !== begun)
  const wrongError = delayed.find(({ error, begun }) => !Object.is(error, errorOf(begun)))
  const wrongNote = told.findIndex(
    ({ failed }, i) =>
      failed?.attempt !== i + 1 ||
      !Object.is(failed.error, errorOf(i + 1)) ||
      failed.delayMs !== delayAfter(hooked, i + 1),
  )
  diagnose(run, [
    [
      came > wanted && wanted <= yes,
      `\`fn\` was called ${times(came)}, although only ${wanted} attempts were allowed.`,
    ],
    [
      came > wanted,
      `\`shouldRetry\` returned a promise of false after attempt ${wanted}, but \`fn\` was called again. A ` +
        'promise is always truthy: await it.',
    ],
    [
      came === 0,
      `\`delayMs\` was a function, and your promise rejected with ${shownLine(run.reason)} before the first attempt. ` +
        '`delayMs` may be a number or a function: call it before each pause.',
    ],
    [
      came < wanted &&
        run.outcome === 'rejected' &&
        !errors.some((one) => Object.is(one, run.reason)),
      `After attempt ${came}, your promise rejected with ${shownLine(run.reason)}, which \`fn\` didn't throw. Here ` +
        '`shouldRetry` returns a promise, and `delayMs` is a function.',
    ],
    [
      came < wanted,
      `\`shouldRetry\` returned a promise of true after attempt ${came}, but \`fn\` wasn't called again.`,
    ],
    [
      isLast && asked.some(({ begun }) => begun === wanted),
      `\`shouldRetry\` was called after attempt ${wanted}, when no retry was left. Its result doesn't matter ` +
        'then: check `retries` first.',
    ],
    [
      wrongNumber !== undefined && typeof wrongNumber.attempt !== 'number',
      `\`delayMs\` got ${shown(wrongNumber?.attempt)} as its attempt. Call \`delayMs(attempt, error)\`.`,
    ],
    [
      wrongNumber !== undefined,
      `\`delayMs\` got attempt ${String(wrongNumber?.attempt)} after attempt ${wrongNumber?.begun} had failed. ` +
        'Pass the number of the attempt that failed. Attempts count from 1.',
    ],
    [
      wrongError !== undefined,
      `\`delayMs\` got ${shown(wrongError?.error)} as its error, but attempt ${wrongError?.begun} had failed ` +
        `with ${shown(errorOf(wrongError?.begun ?? 1))}. Call \`delayMs(attempt, error)\`.`,
    ],
    [
      delayed.length < wanted - 1,
      `The function \`delayMs\` was ${delayed.length === 0 ? 'never called' : `called ${times(delayed.length)}`}, but there ` +
        `were ${wanted} attempts. Call it before each pause: the pauses may differ.`,
    ],
    [
      told.length === 0 && wanted > 1,
      `\`onRetry\` was never called, although there ${wanted === 2 ? 'was a retry' : `were ${wanted - 1} retries`}. ` +
        'Call it before each pause.',
    ],
    [
      told.length > wanted - 1,
      `\`onRetry\` was called ${times(told.length)}, but \`fn\` was retried ${times(wanted - 1)}. Call it only if ` +
        'another attempt follows.',
    ],
    [
      told.length < wanted - 1,
      `\`onRetry\` was called ${times(told.length)}, but \`fn\` was retried ${times(wanted - 1)}.`,
    ],
    [
      wrongNote >= 0,
      `After attempt ${wrongNote + 1}, \`onRetry\` got ${noteText(told[wrongNote]?.failed)}. Expected one object with ` +
        `\`error\`, what the attempt threw, \`attempt: ${wrongNote + 1}\` and \`delayMs: ${delayAfter(hooked, wrongNote + 1)}\`.`,
    ],
  ])
  for (const [i, { atMs }] of told.entries()) {
    const failedMs = (attempts[i]?.endMs ?? 0) + thinkMs
    const pauseMs = delayAfter(hooked, i + 1)
    const nextMs = attempts[i + 1]?.startMs ?? 0
    diagnose(run, [
      [
        atMs >= failedMs + pauseMs,
        `Attempt ${i + 1} failed at ${failedMs} ms, but \`onRetry\` was called at ${atMs} ms, after the ` +
          'pause. Call it before: a log should show a long pause while it lasts.',
      ],
      [
        nextMs - failedMs < pauseMs || nextMs - failedMs > pauseMs + 1,
        `\`delayMs\` returned ${pauseMs}, but the next attempt came ${nextMs - failedMs} ms after the failure.`,
      ],
    ])
  }
}

/** A hook that throws is a bug of the caller. `retry` rejects with its error. */
export function diagnoseThrowing(
  { run, attempts }: Played,
  hook: ThrowingHook,
  bug: unknown,
): void {
  const threw = `\`${hook}\` threw ${shown(bug)} after the first attempt`
  diagnose(run, [
    [
      attempts.length > 1,
      `${threw}, but you called \`fn\` again. An error in a hook must end the retries: reject with it.`,
    ],
    [
      !Object.is(run.reason, bug),
      `${threw}, but your promise ${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : "didn't reject"}. ` +
        "Let the hook's own error through, or nobody finds the bug in the hook.",
    ],
  ])
}

function noteText(failed: unknown): string {
  if (typeof failed !== 'object' || failed === null || failed instanceof Error) return shown(failed)
  const { error, attempt, delayMs } = failed as Partial<Record<string, unknown>>
  const bare = (value: unknown): string => shown(value).slice(1, -1)
  return `\`{ error: ${bare(error)}, attempt: ${bare(attempt)}, delayMs: ${bare(delayMs)} }\``
}

/** `placeOrder` passes its hooks on to `retry`. */
export function diagnoseOrderHooks({ run, told }: OrderHooks): void {
  diagnose(run, [
    [
      told.length !== 1,
      'The answer to the first attempt at an order was lost, and a retry followed. The `onRetry` that was ' +
        `passed to \`placeOrder\` was ${told.length === 0 ? 'never called' : `called ${times(told.length)}`}. ` +
        "Pass your caller's options on to `retry`.",
    ],
  ])
}
