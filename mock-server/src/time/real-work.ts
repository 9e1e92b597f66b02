import { builtin } from './builtin.ts'
import { overrideAll } from './override.ts'
import { afterRealTurn } from './real-turn.ts'

/** After so long without any work coming to its end, virtual time goes on without it. */
const LONGEST_SILENCE_MS = 1000

// Taken before any clock is installed: this one stays real.
const realNow = performance.now.bind(performance)

/** What other threads are working on, with its name. Virtual time stands still for it. */
const working = new Map<unknown, string>()
/** What nobody knows the end of: a worker thread, a connection, and work that took too long. */
const open = new Map<unknown, string>()
/** Counts what has come to its end. */
let done = 0

/**
 * Waits for a promise that the platform fulfils in real time. Virtual time stands still meanwhile,
 * unless no such work comes to its end for a whole real second.
 *
 * Node reads a body that is in memory at once. A browser may ask another thread for it, and hundreds
 * of turns of the event loop pass meanwhile.
 */
export async function awaitRealWork<T>(work: Promise<T>, name = 'the platform'): Promise<T> {
  const key = {}
  working.set(key, name)
  try {
    return await work
  } finally {
    end(key)
  }
}

/**
 * Calls back, in a task of its own, when all that is ready has run and no other thread is at work;
 * at the latest when for a real second no work has come to its end.
 */
export function afterRealWork(callback: () => void): void {
  const silence = watchForSilence()
  const turn = (wasWorking: boolean): void =>
    afterRealTurn(() => {
      forgetSynchronousJobs()
      const isWorking = working.size > 0
      if (!wasWorking && !isWorking) return callback()
      if (silence.lasts()) giveUp()
      turn(isWorking)
    })
  turn(working.size > 0)
}

/** What may still be at work, each name once. */
export function openRealWork(): string[] {
  return [...new Set([...working.values(), ...open.values()])]
}

/** Tells whether for a real second no work has come to its end. */
export function watchForSilence(): { lasts(): boolean } {
  let doneBefore = done
  let latestMs = realNow() + LONGEST_SILENCE_MS
  return {
    lasts() {
      if (done !== doneBefore) {
        doneBefore = done
        latestMs = realNow() + LONGEST_SILENCE_MS
      }
      return realNow() > latestMs
    },
  }
}

/** Watches for the work that code gives to other threads, until it is disposed of. */
export function trackRealWork(): Disposable {
  open.clear()
  const hooks = builtin('node:async_hooks')
  if (hooks === undefined) return trackInBrowser()
  const hook = hooks.createHook({ init: begin, after, destroy, trackPromises: false })
  hook.enable()
  return { [Symbol.dispose]: () => void hook.disable() }
}

/** How a thing that Node waits for comes to its end: by itself, step by step, or who knows when. */
type Kind = 'request' | 'stream' | 'open'

/** Node's names of the things that it waits for. */
const THINGS: readonly (readonly [RegExp, Kind, string])[] = [
  [/^FSREQ|^FILEHANDLECLOSEREQ/, 'request', 'the file system'],
  [/^GETADDRINFO|^GETNAMEINFO|^QUERYWRAP/, 'request', 'a DNS lookup'],
  [/^(?!HTTP).*REQUEST$/, 'request', 'cryptography'],
  [/^(ZLIB|BROTLI|ZSTD)/, 'stream', 'compression'],
  [/^WORKER$/, 'open', 'a worker thread'],
  [/^PROCESSWRAP$/, 'open', 'a child process'],
  [/^(TCP|TLS|UDP)/, 'open', 'a real network connection'],
]
const thingsByType = new Map<string, readonly [RegExp, Kind, string] | undefined>()

function begin(asyncId: number, type: string, _: number, resource: object): void {
  if (!thingsByType.has(type)) {
    thingsByType.set(
      type,
      THINGS.find(([pattern]) => pattern.test(type)),
    )
  }
  const thing = thingsByType.get(type)
  if (thing === undefined) return
  const [, kind, name] = thing
  if (kind === 'request') requests.add(asyncId)
  if (name === 'cryptography') newJobs.set(asyncId, resource)
  ;(kind === 'open' ? open : working).set(asyncId, name)
}

const requests = new Set<number>()
const newJobs = new Map<number, object>()

/** Node reports jobs of `node:crypto` that were done on the spot, too. Those never call back. */
function forgetSynchronousJobs(): void {
  for (const [asyncId, job] of newJobs) if (!('ondone' in job)) end(asyncId)
  newJobs.clear()
}

/** A request is over when it has called back; a stream has merely come one step further. */
function after(asyncId: number): void {
  if (requests.has(asyncId)) end(asyncId)
  else if (working.has(asyncId)) done += 1
}

function destroy(asyncId: number): void {
  if (working.has(asyncId) || open.has(asyncId)) end(asyncId)
}

function end(key: unknown): void {
  working.delete(key)
  open.delete(key)
  requests.delete(key as number)
  done += 1
}

function giveUp(): void {
  for (const [key, name] of working) open.set(key, name)
  working.clear()
}

/** A browser says nothing about its threads. `crypto.subtle` is what code mostly waits for. */
function trackInBrowser(): Disposable {
  // Missing on pages that came over plain http.
  const prototype = globalThis.SubtleCrypto?.prototype ?? {}
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
  )
  return overrideAll(
    prototype,
    Object.fromEntries(methods.map(([name, { value }]) => [name, tracked(value as Method)])),
  )
}

type Method = (...args: unknown[]) => Promise<unknown>

function tracked(method: Method): Method {
  return function (this: unknown, ...args) {
    return awaitRealWork(Reflect.apply(method, this, args), 'cryptography')
  }
}
