import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { delayAfter, type Hooked, type Hooks } from './further-play.ts'
import type { Played } from './play.ts'
import { times } from './retry-rules.ts'
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
  const wrongDelay = delayed.find(
    ({ attempt, error }, i) => attempt !== i + 1 || !Object.is(error, errorOf(i + 1)),
  )
  const wrongNote = told.findIndex(
    ({ failed }, i) =>
      failed?.attempt !== i + 1 ||
      !Object.is(failed.error, errorOf(i + 1)) ||
      failed.delayMs !== delayAfter(hooked, i + 1),
  )
  const mayAsk = isLast ? wanted - 1 : Math.min(wanted, scene.failures)
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
      came < wanted,
      `\`shouldRetry\` returned a promise of true after attempt ${came}, but \`fn\` wasn't called again.`,
    ],
    [
      asked.length > mayAsk,
      `\`shouldRetry\` was called ${times(asked.length)}, also when no retry was left. Its answer could ` +
        'change nothing then: check `retries` first.',
    ],
    [
      wrongDelay !== undefined,
      `\`delayMs\` was called with ${shown(wrongDelay?.attempt)} and ${shown(wrongDelay?.error)}. Call it ` +
        'after each failure with the number of the attempt that failed, and with its error.',
    ],
    [
      delayed.length < wanted - 1,
      `The function \`delayMs\` was called ${times(delayed.length)}, but there were ${wanted} attempts. Call it ` +
        'before each pause: the pauses may differ.',
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

function noteText(failed: unknown): string {
  if (typeof failed !== 'object' || failed === null || failed instanceof Error) return shown(failed)
  const { error, attempt, delayMs } = failed as Partial<Record<string, unknown>>
  const bare = (value: unknown): string => shown(value).slice(1, -1)
  return `\`{ error: ${bare(error)}, attempt: ${bare(attempt)}, delayMs: ${bare(delayMs)} }\``
}
