import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import type { Played, Scene } from './scenes.ts'

type Judge = (scene: Scene) => Promise<void>

/**
 * Judges a scene. If it fails, and wouldn't with an ordinary error in the place of a falsy value or of
 * an `AbortError`, the message says so.
 *
 * Costs one more scene for each such value, and only if the scene fails.
 *
 * @throws {Misconception} what `judge` throws, in better words if they are proven.
 */
export async function judgeWithValues(run: Run<Played>, scene: Scene, judge: Judge): Promise<void> {
  try {
    await judge(scene)
  } catch (error) {
    if (!(error instanceof Misconception)) throw error
    for (const odd of oddValuesOf(scene)) {
      if (await passes(withError(scene, odd), judge)) {
        diagnose(run, [[true, `${beginning(error)} ${whyOdd(odd)}`]])
      }
    }
    throw error
  }
}

/** Why code that makes an exception of a value loses it, and what to look at instead. */
export function whyOdd(value: unknown): string {
  if (value instanceof DOMException) {
    return (
      "An `AbortError` can be a task's own error, or the caller's reason: look at `signal.aborted`, not at " +
      'the name of an error.'
    )
  }
  const operator = value === null ? '??' : '||'
  return (
    `${shown(value)} is a valid reason, and \`${operator}\` and \`if (error)\` skip it: keep a flag, or look ` +
    'at `signal.aborted`.'
  )
}

/** What tasks throw and the caller aborts with, if code might make an exception of it. */
function oddValuesOf({ plans, abortMs, reason }: Scene): Set<unknown> {
  const thrown = plans.filter(({ end }) => end.startsWith('throws')).map(({ value }) => value)
  const all = abortMs === undefined ? thrown : [...thrown, reason]
  return new Set(all.filter((value) => isFalsy(value) || value instanceof DOMException))
}

/** Whether a value is falsy; `undefined` as a reason makes an `AbortError`. */
export const isFalsy = (value: unknown): boolean => value !== undefined && !value

/** A scene with an ordinary error in place of a value. */
function withError(scene: Scene, odd: unknown): Scene {
  const ordinary = new Error('out of stock')
  const swap = (value: unknown): unknown => (Object.is(value, odd) ? ordinary : value)
  const plans = scene.plans.map((plan) => ({ ...plan, value: swap(plan.value) }))
  return { ...scene, plans, ...('reason' in scene && { reason: swap(scene.reason) }) }
}

async function passes(scene: Scene, judge: Judge): Promise<boolean> {
  try {
    await judge(scene)
    return true
  } catch (error) {
    if (error instanceof Misconception) return false
    throw error
  }
}

/** The first two sentences of a diagnosis. */
function beginning({ diagnosis }: Misconception): string {
  return /^(?:.*?\.(?=\s|$)){1,2}/su.exec(diagnosis)?.[0] ?? diagnosis
}
