import { watchedSignal, type VirtualTime } from '@overlap/mock-server'
import type { Caller, Scene } from './scenes.ts'

/** The caller of a scene, which aborts when the scene says so. */
export function callerOf({ abortMs, reason }: Scene, time: VirtualTime): Caller | undefined {
  if (abortMs === undefined) return undefined
  const { signal, listeners, abort } = watchedSignal()
  const remove = signal.removeEventListener.bind(signal)
  const add = signal.addEventListener.bind(signal)
  let additions = 0
  let removals = 0
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    additions += 1
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    removals += 1
    remove(...args)
  }
  let listenersAtAbort: number | undefined
  if (abortMs < 0) abort(reason)
  else {
    void time.sleep(abortMs).then(() => {
      listenersAtAbort = listeners.size
      abort(reason)
    })
  }
  return {
    signal,
    get listeners() {
      return listeners.size
    },
    get listenersAtAbort() {
      return listenersAtAbort
    },
    get additions() {
      return additions
    },
    get removals() {
      return removals
    },
  }
}
