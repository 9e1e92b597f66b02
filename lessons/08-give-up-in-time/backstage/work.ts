import type { MockApi, VirtualTime } from '@overlap/mock-server'
import type { Abortable } from '../types.ts'
import { CLEAN_UP_MS, first, type Scene } from './scenes.ts'

/** One time that the work was called. */
export interface Begun {
  readonly atMs: number
  /** What it was given. */
  readonly given: unknown
  readonly signal: AbortSignal | undefined
  /** Whether its signal had aborted when that was due or the work had ended, and with what. */
  aborted?: boolean
  reason?: unknown
}

/** The work of a scene. It notes how it was called. */
export function workOf(
  scene: Scene,
  begun: Begun[],
  api: MockApi,
  time: VirtualTime,
): Abortable<unknown> {
  return (given) => {
    const signal = given?.signal as AbortSignal | undefined
    const seen: Begun = { atMs: time.nowMs, given, signal }
    begun.push(seen)
    const { what, atMs } = first(scene)
    if (atMs < 1e6) {
      // An abort has to be there at once. An abort after the end must not come, not even a little later.
      const marginMs = what === 'end' ? 2 : 1
      void time.sleep(Math.max(0, atMs - time.nowMs) + marginMs).then(() => {
        seen.aborted = signal?.aborted === true
        seen.reason = signal?.reason
      })
    }
    if (scene.manner === 'at once') return atOnce(scene)
    return scene.manner === 'call' ? load(scene, signal, api, time) : wait(scene, signal, time)
  }
}

function atOnce({ end, value }: Scene): unknown {
  if (end === 'throws') throw value
  if (end === 'rejects') return Promise.reject(value)
  return end === 'returns a thenable' ? thenable(Promise.resolve(value)) : value
}

/** A promise of another library: `instanceof Promise` is false, and `then` is all that it has. */
function thenable<T>(promise: Promise<T>): PromiseLike<T> {
  // oxlint-disable-next-line unicorn/no-thenable -- see above
  return { then: (...settle) => promise.then(...settle) }
}

/** Waits as long as a call would take, and leaves no listener. */
async function wait(
  { end, value, headersMs, bodyMs }: Scene,
  signal: AbortSignal | undefined,
  time: VirtualTime,
): Promise<unknown> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal?.reason)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', stop)
  try {
    const ms = headersMs + bodyMs
    await Promise.race([interrupted, ms === Infinity ? new Promise(() => {}) : time.sleep(ms)])
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  if (end === 'throws') throw value
  return value
}

function load(
  scene: Scene,
  signal: AbortSignal | undefined,
  api: MockApi,
  time: VirtualTime,
): PromiseLike<unknown> {
  const { end, value, onAbort } = scene
  const ends = onAbort === 'stops' || onAbort === 'cleans up'
  const call = get(api.url('/products/3'), ends ? signal : undefined)
  const ended = call.then(() => (end === 'throws' ? Promise.reject(value) : value))
  if (end === 'returns a thenable') return thenable(ended)
  if (onAbort === 'stops' || onAbort === 'goes on') return ended
  if (onAbort === 'cleans up') return cleanUpAfter(ended, time)
  // This promise settles within the abort, not a moment later.
  return new Promise((resolve, reject) => {
    const own = new Error('I was interrupted')
    const answer = (): void => (onAbort === 'returns' ? resolve('half a result') : reject(own))
    signal?.addEventListener('abort', answer)
    ended.then(resolve, reject)
  })
}

async function cleanUpAfter(call: Promise<unknown>, time: VirtualTime): Promise<unknown> {
  try {
    return await call
  } finally {
    await time.sleep(CLEAN_UP_MS)
  }
}

/** Resolves when the body has arrived, with `undefined`. */
export async function get(url: string, signal: AbortSignal | undefined): Promise<undefined> {
  const response = await fetch(url, signal ? { signal } : {})
  await response.text()
}
