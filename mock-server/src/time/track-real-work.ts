import { builtin } from './builtin.ts'
import { overrideAll } from './override.ts'
import { isOwnImmediate } from './real-turn.ts'
import {
  awaitRealWork,
  beginRealWork,
  endRealWork,
  forgetRealWork,
  openUnknown,
  platformMayWork,
  platformRests,
  platformStirs,
} from './real-work.ts'

/** Work on other threads that code begins, until it is disposed of. */
export interface TrackedWork extends Disposable {
  /** Like disposing of it and tracking anew, but cheaper. */
  restart(): void
}

const hooks = builtin('node:async_hooks')

/** Reports what begins. There are many promises, and they don't show what other threads do. */
const beginnings = hooks?.createHook({ init, trackPromises: false })

/**
 * Reports callbacks and ends of things. Enabled once there is something to watch, because it makes every timer
 * slower.
 */
const endings = hooks?.createHook({ after, destroy: endRealWork, trackPromises: false })

/** Tracks the work that code gives to other threads, until it is disposed of. */
export function trackRealWork(): TrackedWork {
  const stack = new DisposableStack()
  stack.use(trackSubtleCrypto())
  stack.use(trackWebAssembly())
  if (hooks !== undefined) stack.use(trackMessages())
  const restart = (): void => {
    endings?.disable()
    forgetRealWork()
    if (hooks !== undefined) platformRests()
  }
  restart()
  beginnings?.enable()
  stack.defer(() => {
    beginnings?.disable()
    endings?.disable()
    platformMayWork()
  })
  return { restart, [Symbol.dispose]: () => stack.dispose() }
}

/**
 * When a thing is at work: a `request` from its beginning, a `job` of `node:crypto` while it runs with
 * a callback, a `stream` while it writes. Node doesn't report when an `unknown` or `other` thing works: the
 * simulation waits for neither, but only the first is named. A `harmless` thing doesn't work by itself.
 */
type Kind = 'harmless' | 'immediate' | 'request' | 'job' | 'stream' | 'unknown' | 'other'
type Thing = readonly [RegExp, Kind, string]

/** Node's names for the things that it waits for. */
const THINGS: readonly Thing[] = [
  [/^(Timeout|TickObject|Microtask|PROMISE)$/, 'harmless', 'a real timer'],
  [/^Immediate$/, 'immediate', 'a real immediate'],
  [/^FSREQ|^FILEHANDLECLOSEREQ/, 'request', 'the file system'],
  [/^GETADDRINFO|^GETNAMEINFO|^QUERYWRAP/, 'request', 'a DNS lookup'],
  [/^(?!HTTP).*REQUEST$/, 'job', 'cryptography'],
  [/^(ZLIB|BROTLI|ZSTD)/, 'stream', 'compression'],
  [/^WORKER$/, 'unknown', 'a worker thread'],
  [/^PROCESSWRAP$/, 'unknown', 'a child process'],
  [/^(TCP|TLS|UDP)/, 'unknown', 'a real network connection'],
]
const OTHER: Thing = [/^/, 'other', 'something else, such as a message port']
const thingsByType = new Map<string, Thing>()

function thingOf(type: string): Thing {
  let thing = thingsByType.get(type)
  if (thing === undefined) {
    thing = THINGS.find(([pattern]) => pattern.test(type)) ?? OTHER
    thingsByType.set(type, thing)
  }
  return thing
}

function init(asyncId: number, type: string, _: number, resource: object): void {
  const [, kind, name] = thingOf(type)
  if (kind === 'harmless') return
  if (kind === 'immediate') {
    if (!isOwnImmediate()) platformStirs()
    return
  }
  if (kind === 'other') return platformMayWork()
  endings?.enable()
  if (kind === 'unknown') {
    platformMayWork()
    openUnknown(asyncId, name)
    return
  }
  platformStirs()
  if (kind === 'request') beginRealWork(asyncId, name)
  else if (kind === 'stream') onCall(resource, 'write', () => beginStep(asyncId, name))
  else onCall(resource, 'run', () => 'ondone' in resource && beginStep(asyncId, name))
}

/** How many steps of a thing have begun but not called back yet. */
const steps = new Map<number, number>()

function beginStep(asyncId: number, name: string): void {
  platformStirs()
  steps.set(asyncId, (steps.get(asyncId) ?? 0) + 1)
  beginRealWork(asyncId, name)
}

/** A callback of the thing has run, and may have begun the next step. */
function after(asyncId: number): void {
  const left = (steps.get(asyncId) ?? 1) - 1
  if (left > 0) {
    steps.set(asyncId, left)
    return
  }
  steps.delete(asyncId)
  endRealWork(asyncId)
}

/** Calls `before` ahead of each call to a method of `target`. */
function onCall(target: object, name: string, before: () => unknown): void {
  const method = Reflect.get(target, name) as (...args: unknown[]) => unknown
  Object.defineProperty(target, name, {
    value(this: unknown, ...args: unknown[]) {
      before()
      return Reflect.apply(method, this, args)
    },
  })
}

/** Node reports new message ports, but not the messages of older ones. */
function trackMessages(): Disposable {
  const postMessage = Reflect.get(MessagePort.prototype, 'postMessage') as (
    ...args: unknown[]
  ) => unknown
  return overrideAll(MessagePort.prototype, {
    postMessage(this: MessagePort, ...args: unknown[]) {
      platformMayWork()
      // A BroadcastChannel uses the result.
      return Reflect.apply(postMessage, this, args)
    },
  })
}

/** Neither browsers nor Node report what `crypto.subtle` is doing. */
function trackSubtleCrypto(): Disposable {
  // Missing on pages that were loaded over plain HTTP.
  const prototype = globalThis.SubtleCrypto?.prototype ?? {}
  const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
  return trackPromisesOf(prototype, methods, 'cryptography')
}

function trackWebAssembly(): Disposable {
  const methods = ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']
  return trackPromisesOf(Reflect.get(globalThis, 'WebAssembly') as object, methods, 'WebAssembly')
}

type Method = (...args: unknown[]) => Promise<unknown>

function trackPromisesOf(target: object, methods: readonly string[], name: string): Disposable {
  return overrideAll(
    target,
    Object.fromEntries(
      methods.map((key) => {
        const method = Reflect.get(target, key) as Method
        return [
          key,
          function (this: unknown, ...args: unknown[]) {
            return awaitRealWork(Reflect.apply(method, this, args), name)
          },
        ]
      }),
    ),
  )
}
