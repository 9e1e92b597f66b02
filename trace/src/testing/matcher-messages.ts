import { expect } from 'vitest'
import type { Trace } from '../call.ts'

/** An assertion on a trace. */
export type Check = (assertion: ReturnType<typeof expect<Trace>>) => void

/** The whole message of an assertion that fails. */
export function failure(trace: Trace, check: Check): string {
  try {
    check(expect(trace))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('The assertion did not fail')
}

/** The first line of the message. */
export const sentence = (trace: Trace, check: Check): string | undefined =>
  failure(trace, check).split('\n')[0]

/** The timeline that the message says was wanted; empty if there is none. */
export const wanted = (trace: Trace, check: Check): string =>
  failure(trace, check)
    .split('\n\n')
    .find((part) => part.startsWith('wanted\n')) ?? ''
