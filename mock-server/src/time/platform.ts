import type * as NodeModule from 'node:module'
import type * as TimersPromises from 'node:timers/promises'
import { override } from './override.ts'

/** What fake-timers leaves to the platform's own clock, put on the virtual one. */
export interface PlatformShims extends Disposable {
  /** Timers that `AbortSignal.timeout` waits for. */
  readonly abortTimers: number
  /** To be called after the clock's own functions were put back, too. */
  settle(): void
}

// Looked up, not imported: a browser has no such modules.
const builtin = (name: string): unknown =>
  typeof process === 'object' ? process.getBuiltinModule?.(name) : undefined

/** Puts `AbortSignal.timeout`, and in Node `timers/promises`, on the clock that is installed. */
export function shimPlatform(): PlatformShims {
  const timers = builtin('node:timers/promises') as typeof TimersPromises | undefined
  const modules = builtin('node:module') as typeof NodeModule | undefined
  let abortTimers = 0

  const timeout = (ms: number): AbortSignal => {
    if (!(ms >= 0 && ms <= Number.MAX_SAFE_INTEGER)) return nativeTimeout(ms)
    const controller = new AbortController()
    abortTimers += 1
    setTimeout(() => {
      abortTimers -= 1
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    }, ms)
    return controller.signal
  }
  const nativeTimeout = AbortSignal.timeout.bind(AbortSignal)
  const undo = [override(AbortSignal, 'timeout', timeout)]
  if (timers !== undefined) {
    const { scheduler } = timers
    const wait: typeof scheduler.wait = (ms, options) => timers.setTimeout(ms, undefined, options)
    undo.push(override(scheduler, 'wait', wait))
    undo.push(override(scheduler, 'yield', () => timers.setImmediate()))
  }
  // What was imported by name from a built-in module follows only when it is told to.
  const settle = (): void => modules?.syncBuiltinESMExports()
  settle()

  return {
    get abortTimers() {
      return abortTimers
    },
    settle,
    [Symbol.dispose]() {
      for (const restore of undo.toReversed()) restore()
    },
  }
}
