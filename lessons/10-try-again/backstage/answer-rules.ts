import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { times } from './retry-rules.ts'
import { expected, type Scene } from './scenes.ts'

/** What `shouldRetry`, or the function `delayMs`, was called with. */
export interface Asked {
  readonly error: unknown
  readonly attempt: unknown
  /** How many attempts had begun. */
  readonly begun: number
}

/** The results of `shouldRetry` decide. It returns true `yes` times, then false. */
export function diagnoseAnswers(
  { run, attempts }: Played,
  asked: readonly Asked[],
  scene: Scene,
  yes: number,
): void {
  const { retries = 2, errors } = scene
  const came = attempts.length
  const wanted = Math.min(expected(scene).attempts, yes + 1)
  const wrongError = asked.find(
    ({ error, begun }) => !Object.is(error, errors[(begun - 1) % errors.length]),
  )
  const twice = asked.find(({ begun }, i) => asked.slice(0, i).some((one) => one.begun === begun))
  const lastMs = attempts.at(-1)?.endMs ?? 0
  const wrongNumber = asked.find(({ attempt, begun }) => attempt !== begun)
  diagnose(run, [
    [
      came > wanted && asked.length === 0,
      'Your caller passed its own `shouldRetry`, but you never called it. Call it after each failure: ' +
        '`isTransient` is only the default.',
    ],
    [
      twice !== undefined,
      `\`shouldRetry\` was called more than once after attempt ${twice?.begun}. It may return something else ` +
        'the second time: call it once after each failure.',
    ],
    [
      came > wanted && wanted <= yes,
      `\`fn\` was called ${times(came)}, although only ${wanted} attempts were allowed.`,
    ],
    [
      came > wanted,
      `\`shouldRetry\` returned false after attempt ${wanted}, but \`fn\` was called again. Throw the ` +
        'error then.',
    ],
    [
      came < wanted && asked.length < came,
      `\`shouldRetry\` would have returned true for ${shown(errors[came - 1])}, but you didn't call it. Your ` +
        'caller decides which errors to retry: `isTransient` is only the default.',
    ],
    [
      came < wanted && came === retries,
      `\`shouldRetry\` returned true, but with \`retries: ${retries}\` there were only ${came} attempts.`,
    ],
    [
      came < wanted,
      `\`shouldRetry\` returned true after attempt ${came}, but \`fn\` wasn't called again.`,
    ],
    [
      came === yes + 1 && asked.length === came && run.settledMs > lastMs,
      `Attempt ${came} failed at ${lastMs} ms and \`shouldRetry\` returned false, but your promise settled ` +
        `only at ${run.settledMs} ms. Pause only before a retry: call \`shouldRetry\` first.`,
    ],
    [
      wrongError !== undefined,
      `\`shouldRetry\` got ${shown(wrongError?.error)} as its error, but attempt ${wrongError?.begun} had ` +
        `failed with ${shown(errors[((wrongError?.begun ?? 1) - 1) % errors.length])}. Pass the error as it is.`,
    ],
    [
      wrongNumber !== undefined,
      `\`shouldRetry\` got ${shown(wrongNumber?.attempt)} as the attempt, but attempt ` +
        `${wrongNumber?.begun} had failed. Call \`shouldRetry(error, attempt)\`.`,
    ],
    [
      run.outcome !== 'rejected' && scene.failures >= wanted,
      `Attempt ${wanted} failed and no other followed, but your promise ` +
        `${run.outcome === 'fulfilled' ? 'resolved' : 'never settled'}. Throw the last error.`,
    ],
    [
      scene.failures >= wanted && !Object.is(run.reason, errors[(wanted - 1) % errors.length]),
      `Attempt ${wanted} failed with ${shown(errors[(wanted - 1) % errors.length])}, but your promise ` +
        `rejected with ${shown(run.reason)}. Throw the last error itself.`,
    ],
  ])
}
