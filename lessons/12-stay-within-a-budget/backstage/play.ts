import { audited, simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
import type { Attempt, KeepTryingOptions } from '../types.ts'
import { waitOf, type Scene } from './scene.ts'

/** The learner's `keepTrying`. */
export type KeepTrying = <T>(work: Attempt<T>, options: KeepTryingOptions) => Promise<T>

/** What was seen of one call of `keepTrying`. */
export interface Played {
  /** The number that each attempt was given. */
  readonly numbers: unknown[]
  /** What each attempt that failed threw. */
  readonly errors: unknown[]
  readonly end: PromiseSettledResult<unknown>
  readonly settledMs: number
  readonly deposits: number
  /** How many deposits had been made when the first attempt began. */
  readonly depositsAtStart: number
  /** How often `withdraw` had been called when the first attempt began. */
  readonly withdrawalsAtStart: number
  /** What `withdraw` returned, each time it was called. */
  readonly withdrawals: readonly boolean[]
  /** After how many attempts each of those calls came. */
  readonly withdrawnAfter: readonly number[]
  /** What `delayMs` was called with. */
  readonly asked: readonly { readonly attempt: unknown; readonly error: unknown }[]
  /** What `shouldRetry` was called with. */
  readonly judged: readonly { readonly attempt: unknown; readonly error: unknown }[]
  readonly told: readonly { readonly atMs: number; readonly failed: unknown }[]
  /** When each attempt began. */
  readonly startsMs: readonly number[]
  /** The signals that attempts were given. */
  readonly signals: readonly unknown[]
  /** The caller's signal. */
  readonly caller: AbortSignal | undefined
}

/** What all attempts of scenes are made of. */
export const RESULT = 'the product'

/** After this many refusals a budget allows everything, so that code that waits for a token goes on. */
const MOST_REFUSALS = 5

/** Plays a scene: one call of `keepTrying`, or several at once that share the budget. */
export function play(keepTrying: KeepTrying, scene: Scene): Promise<Run<Played[]>> {
  const call = audited(keepTrying)
  const { callers = 1, isDeaf = false } = scene
  return simulate(
    { latency: scene.latencyMs },
    async (api, time) => {
      let left = scene.grants
      const withdraw = (): boolean => (left -= 1) >= 0
      return Promise.all(
        Array.from({ length: callers }, (_, i) =>
          playOne(call, scene, { api, time, withdraw, path: `/products/${i + 1}` }),
        ),
      )
    },
    // What attempts that ignore their signal leave behind is their own.
    { leaves: isDeaf ? ['call', 'timer'] : [] },
  )
}

interface Place {
  readonly api: MockApi
  readonly time: VirtualTime
  readonly withdraw: () => boolean
  readonly path: string
}

async function playOne(
  keepTrying: KeepTrying,
  scene: Scene,
  { api, time, withdraw, path }: Place,
): Promise<Played> {
  const { retries, deadlineMs = Infinity, abortMs, byDefault, isDeaf = false } = scene
  const numbers: unknown[] = []
  const errors: unknown[] = []
  const startsMs: number[] = []
  const signals: unknown[] = []
  const withdrawals: boolean[] = []
  const withdrawnAfter: number[] = []
  const asked: { attempt: unknown; error: unknown }[] = []
  const judged: { attempt: unknown; error: unknown }[] = []
  const told: { atMs: number; failed: unknown }[] = []
  let deposits = 0
  let depositsAtStart = 0
  let withdrawalsAtStart = 0

  const work: Attempt<string> = ({ signal, attempt }) => {
    if (numbers.length === 0) {
      depositsAtStart = deposits
      withdrawalsAtStart = withdrawals.length
    }
    numbers.push(attempt)
    startsMs.push(time.nowMs)
    signals.push(signal)
    const number = numbers.length
    const fails = number <= scene.failures
    const error = errorOf(scene, number)
    if (fails && scene.throwsAtOnce) {
      errors.push(error)
      throw error
    }
    return request(isDeaf ? {} : { signal }).then(() => {
      if (!fails) return RESULT
      errors.push(error)
      throw error
    })
  }
  const request = (options: RequestInit): Promise<unknown> =>
    fetch(api.url(path), options).then((response) => response.text())

  const answer = (_: unknown, attempt: number): boolean => attempt < (scene.noFrom ?? Infinity)
  const answerLater = async (...asked: [unknown, number]): Promise<boolean> => {
    if (scene.asksMs) await time.sleep(scene.asksMs)
    return answer(...asked)
  }
  const caller = abortMs === undefined ? undefined : callerOf(abortMs, scene.reason, time)
  const shouldRetry = (error: unknown, attempt: number): boolean | Promise<boolean> => {
    judged.push({ attempt, error })
    return (scene.asksLater ? answerLater : answer)(error, attempt)
  }
  const options: KeepTryingOptions = {
    ...(retries !== undefined && { retries }),
    ...(byDefault === undefined && { shouldRetry }),
    delayMs: (attempt, error) => {
      asked.push({ attempt, error })
      return waitOf(scene, attempt)
    },
    onRetry: (failed) => told.push({ atMs: time.nowMs, failed }),
    deadlineMs: scene.durationMs ?? performance.now() + deadlineMs,
    budget: {
      deposit: () => void (deposits += 1),
      withdraw: () => {
        const refusals = withdrawals.filter((given) => !given).length
        const given = withdraw() || refusals >= MOST_REFUSALS
        withdrawals.push(given)
        withdrawnAfter.push(numbers.length)
        return given
      },
    },
    ...(caller && { signal: caller }),
  }
  const [end] = await Promise.allSettled([keepTrying(work, options)])
  const settledMs = time.nowMs
  return {
    numbers,
    errors,
    end,
    settledMs,
    deposits,
    depositsAtStart,
    withdrawalsAtStart,
    withdrawals,
    withdrawnAfter,
    asked,
    judged,
    told,
    startsMs,
    signals,
    caller,
  }
}

function errorOf({ throws, byDefault }: Scene, attempt: number): unknown {
  if (throws) return throws[0]
  if (byDefault === 'transient') return new DOMException(`attempt ${attempt}`, 'TimeoutError')
  return new Error(`attempt ${attempt} failed`)
}

function callerOf(abortMs: number, reason: unknown, time: VirtualTime): AbortSignal {
  const caller = new AbortController()
  if (abortMs < 0) caller.abort(reason)
  else if (abortMs < Infinity) void time.sleep(abortMs).then(() => caller.abort(reason))
  return caller.signal
}
