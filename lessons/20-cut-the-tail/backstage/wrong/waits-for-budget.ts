import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that a second call may wait until the budget fills up.
 *
 * @fails stays within the budget `maxExtra`
 * @diagnosis Don't wait until it fills up
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { maxExtra, ...others } = options
  if (maxExtra === undefined) return inner(fn, options)
  let tokens = 0
  const waiting: { readonly signal: AbortSignal; readonly go: (value: undefined) => void }[] = []
  const pay = (): void => {
    const next = waiting.findIndex(({ signal }) => !signal.aborted)
    if (next === -1 || tokens < 1 - 1e-9) return
    tokens -= 1
    waiting.splice(next, 1)[0]?.go(undefined)
  }
  return async (arg, callOptions) => {
    tokens = Math.min(10, tokens + maxExtra)
    pay()
    let sent = 0
    const work: Work<Arg, T> = async (...args) => {
      sent += 1
      if (sent > 1) {
        const { promise, resolve } = Promise.withResolvers<undefined>()
        waiting.push({ signal: args[1].signal, go: resolve })
        pay()
        await promise
      }
      return fn(...args)
    }
    return inner(work, others)(arg, callOptions)
  }
}
