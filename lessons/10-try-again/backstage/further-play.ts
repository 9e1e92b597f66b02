import { audited, simulate, type Run, type VirtualTime } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'
import type { Attempt, FailedAttempt } from '../types.ts'
import { fnOf, optionsOf, play, type Played, type Retry, type Seen } from './play.ts'
import { ALWAYS, scene, scenes, type Scene } from './scenes.ts'
import type { Asked } from './answer-rules.ts'

/** A scene with every hook in use. */
export interface Hooked {
  readonly scene: Scene
  /** How many times `shouldRetry` returns true before it returns false. */
  readonly yes: number
  /** Whether `shouldRetry` returns a promise, and how long that takes. */
  readonly thinkMs: number
  /** The pause after attempt 1, 2, 3 …, round and round. */
  readonly delays: readonly number[]
}

const tens = fc.integer({ min: 1, max: 30 }).map((n) => 10 * n)

export const hookedScenes: fc.Arbitrary<Hooked> = fc.record({
  scene: scenes.filter(({ failures }) => failures > 0),
  yes: fc.constantFrom(0, 1, 2, 9),
  thinkMs: fc.constantFrom(0, 0, 20),
  delays: fc.array(tens, { minLength: 1, maxLength: 3 }),
})

/** What the hooks were called with. */
export interface Hooks {
  readonly asked: (Asked & { readonly atMs: number })[]
  readonly delayed: Asked[]
  readonly told: { readonly failed: FailedAttempt; readonly atMs: number }[]
}

/** The pause after an attempt. */
export const delayAfter = ({ delays }: Hooked, attempt: number): number =>
  delays[(attempt - 1) % delays.length]!

export async function playHooks(
  retry: Retry,
  hooked: Hooked,
): Promise<{ played: Played; hooks: Hooks }> {
  const { yes, thinkMs } = hooked
  const hooks: Hooks = { asked: [], delayed: [], told: [] }
  let begun = 0
  const played = await play(
    (fn, options) => retry((given) => ((begun += 1), fn(given)), options),
    hooked.scene,
    (time) => ({
      shouldRetry: (error, attempt) => {
        const says = hooks.asked.length < yes
        hooks.asked.push({ error, attempt, begun, atMs: time.nowMs })
        return saysAfter(thinkMs, says, time)
      },
      delayMs: (attempt, error) => {
        hooks.delayed.push({ attempt, error, begun })
        return delayAfter(hooked, begun)
      },
      onRetry: (failed) => {
        hooks.told.push({ failed, atMs: time.nowMs })
      },
    }),
  )
  return { played, hooks }
}

async function saysAfter(ms: number, says: boolean, time: VirtualTime): Promise<boolean> {
  if (ms > 0) await time.sleep(ms)
  return says
}

/** Calls `retry` with a hook that throws after the first attempt. */
export function playThrowing(retry: Retry, hook: ThrowingHook, bug: unknown): Promise<Played> {
  const broken = (): never => {
    throw bug
  }
  return play(retry, scene(ALWAYS, { manner: 'at once' }), () => ({ [hook]: broken }))
}

/** A hook that throws. */
export type ThrowingHook = 'shouldRetry' | 'delayMs' | 'onRetry'

/** Where the caller aborts while something ignores that. */
export interface Ignoring {
  readonly who: 'fn' | 'shouldRetry'
  /** How long it goes on. */
  readonly ms: number
  /** In which attempt the caller aborts, counted from 0. */
  readonly attempt: number
  /** How it ends, long after the abort. */
  readonly end: 'resolves' | 'rejects'
  readonly reason: unknown
}

export const ignoring: fc.Arbitrary<Ignoring> = fc.record({
  who: fc.constantFrom('fn' as const, 'shouldRetry' as const),
  ms: fc.integer({ min: 10, max: 60 }).map((n) => 10 * n),
  attempt: fc.integer({ min: 0, max: 2 }),
  end: fc.constantFrom('resolves' as const, 'rejects' as const),
  reason: reasons,
})

/** How long the other attempts and the pauses take. */
const TOOK_MS = 20
const PAUSE_MS = 50

/** When the caller aborts. */
export const abortMsOf = ({ who, attempt }: Ignoring): number =>
  attempt * (TOOK_MS + PAUSE_MS) + (who === 'fn' ? 0 : TOOK_MS) + 6

/** Aborts while an attempt or `shouldRetry` is under way that ignores the signal. */
export async function playIgnoring(
  retry: Retry,
  ignores: Ignoring,
): Promise<{ run: Run<unknown>; caller: AbortSignal; begun: number; isReached: boolean }> {
  const { who, ms, attempt, end, reason } = ignores
  const controller = new AbortController()
  const again = audited(retry)
  let begun = 0
  let isReached = false
  const run = await simulate(
    {},
    (_, time) => {
      void time.sleep(abortMsOf(ignores)).then(() => controller.abort(reason))
      const long = async (): Promise<boolean> => {
        isReached = true
        await time.sleep(ms)
        if (end === 'rejects') throw new Error('too late')
        return true
      }
      const isNow = (name: Ignoring['who']): boolean => name === who && begun === attempt + 1
      const fn: Attempt<unknown> = async () => {
        begun += 1
        if (isNow('fn')) return long()
        await time.sleep(TOOK_MS)
        throw new Error('sold out')
      }
      return again(fn, {
        retries: 3,
        delayMs: PAUSE_MS,
        shouldRetry: () => (isNow('shouldRetry') ? long() : true),
        signal: controller.signal,
      })
    },
    { leaves: ['listener', 'timer'] },
  )
  return { run, caller: controller.signal, begun, isReached }
}

/** Two calls of `retry` that run at the same time, the second one perhaps a little later. */
export interface Together {
  readonly one: Scene
  readonly other: Scene
  readonly laterMs: number
}

export const together: fc.Arbitrary<Together> = fc.record({
  one: scenes,
  other: scenes,
  laterMs: fc.constantFrom(0, 15),
})

/** What became of each of two calls. */
export interface Ended {
  readonly scene: Scene
  readonly attempts: readonly Seen[]
  result?: PromiseSettledResult<unknown>
}

export async function playTogether(
  retry: Retry,
  { one, other, laterMs }: Together,
): Promise<{ run: Run<unknown>; ends: readonly Ended[] }> {
  const both = [one, other].map((scene): Scene => ({ ...scene, manner: 'at once' }))
  const ends = both.map((scene): Ended & { attempts: Seen[] } => ({ scene, attempts: [] }))
  const again = audited(retry)
  const run = await simulate(
    {},
    (api, time) =>
      Promise.all(
        ends.map(async (end, i) => {
          if (i > 0 && laterMs > 0) await time.sleep(laterMs)
          const fn = fnOf(end.scene, end.attempts, api, time)
          const [result] = await Promise.allSettled([again(fn, optionsOf(end.scene))])
          end.result = result
        }),
      ),
    { leaves: ['listener', 'timer'] },
  )
  return { run, ends }
}
