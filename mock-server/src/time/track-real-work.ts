import { builtin } from './builtin.ts'
import { overrideAll } from './override.ts'
import {
  awaitRealWork,
  beginRealWork,
  endRealWork,
  forgetRealWork,
  openUnknown,
} from './real-work.ts'

/** Tracks the work that code gives to other threads, until it is disposed of. */
export function trackRealWork(): Disposable {
  forgetRealWork()
  const stack = new DisposableStack()
  stack.use(trackSubtleCrypto())
  stack.use(trackWebAssembly())
  const hooks = builtin('node:async_hooks')
  if (hooks !== undefined) {
    // There are many promises, and they don't show what other threads do.
    const hook = hooks.createHook({ init, after, destroy: endRealWork, trackPromises: false })
    hook.enable()
    stack.defer(() => void hook.disable())
  }
  return stack
}

/**
 * When a thing is at work: a `request` from its beginning, a `job` of `node:crypto` while it runs with
 * a callback, a `stream` while it writes. Node doesn't report when an `unknown` thing works.
 */
type Kind = 'request' | 'job' | 'stream' | 'unknown'
type Thing = readonly [RegExp, Kind, string]

/** Node's names for the things that it waits for. */
const THINGS: readonly Thing[] = [
  [/^FSREQ|^FILEHANDLECLOSEREQ/, 'request', 'the file system'],
  [/^GETADDRINFO|^GETNAMEINFO|^QUERYWRAP/, 'request', 'a DNS lookup'],
  [/^(?!HTTP).*REQUEST$/, 'job', 'cryptography'],
  [/^(ZLIB|BROTLI|ZSTD)/, 'stream', 'compression'],
  [/^WORKER$/, 'unknown', 'a worker thread'],
  [/^PROCESSWRAP$/, 'unknown', 'a child process'],
  [/^(TCP|TLS|UDP)/, 'unknown', 'a real network connection'],
]
const thingsByType = new Map<string, Thing | undefined>()

function init(asyncId: number, type: string, _: number, resource: object): void {
  if (!thingsByType.has(type)) {
    const found = THINGS.find(([pattern]) => pattern.test(type))
    thingsByType.set(type, found)
  }
  const thing = thingsByType.get(type)
  if (thing === undefined) return
  const [, kind, name] = thing
  if (kind === 'request') beginRealWork(asyncId, name)
  else if (kind === 'unknown') openUnknown(asyncId, name)
  else if (kind === 'stream') onCall(resource, 'write', () => beginStep(asyncId, name))
  else onCall(resource, 'run', () => 'ondone' in resource && beginStep(asyncId, name))
}

/** How many steps of a thing have begun but not called back yet. */
const steps = new Map<number, number>()

function beginStep(asyncId: number, name: string): void {
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
