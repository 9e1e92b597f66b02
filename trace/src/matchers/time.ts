import type { Trace } from '../call.ts'
import { facts } from '../facts.ts'
import { msText, sameMs } from '../ms.ts'
import { allAtOnce, inPool, inSequence } from '../schedules.ts'
import type { Verdict } from './judge.ts'

export function take(trace: Trace, expectedMs: number): Verdict {
  const { makespanMs } = facts(trace)
  const pass = sameMs(makespanMs, expectedMs)
  if (pass) {
    return { pass, sentence: `Expected the calls not to take ${msText(expectedMs)}, but they did.` }
  }
  if (trace.calls.length === 0) {
    return {
      pass,
      sentence: `Expected the calls to take ${msText(expectedMs)}, but no call was sent.`,
    }
  }
  const off = makespanMs - expectedMs
  return {
    pass,
    sentence: `Expected the calls to take ${msText(expectedMs)}, but they took ${msText(makespanMs)}, ${msText(Math.abs(off))} ${off > 0 ? 'longer' : 'less'}.`,
    wanted: () => scheduleThatTakes(trace, expectedMs),
  }
}

/** Larger pools are not tried. The picture only helps the reader, and does not decide the result. */
const LARGEST_POOL = 16

/** The first known schedule with this makespan, which is probably the wanted one. */
function scheduleThatTakes(trace: Trace, ms: number): Trace | undefined {
  const takesIt = (schedule: Trace): boolean => sameMs(facts(schedule).makespanMs, ms)
  const simple = [allAtOnce(trace), inSequence(trace)].find(takesIt)
  if (simple !== undefined) return simple
  for (let limit = 2; limit < Math.min(trace.calls.length, LARGEST_POOL + 1); limit++) {
    const pool = inPool(trace, limit)
    if (takesIt(pool)) return pool
  }
  return undefined
}
