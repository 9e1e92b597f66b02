import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import type { Task, TaskScope } from '../types.ts'
import { callerOf } from './caller.ts'
import { openScope, type Open } from './open.ts'
import { NEVER_MS, OTHER_MS, type Played, type Scene, type Seen } from './scenes.ts'

/** Those of the scopes of all scenes so far. */
const signals = new WeakSet<AbortSignal>()

/** Plays a scene with the learner's `taskScope`. */
export function play(
  taskScope: Open,
  scene: Scene,
  leaves: readonly LeftoverKind[] = ['rejection'],
): Promise<Run<Played>> {
  const open = audited(taskScope, { returns: 'value' })
  const routes = scene.plans.map(
    ({ latencyMs }, i) => [`/products/${i + 1}`, { latency: latencyMs }] as const,
  )
  return simulate(
    { routes: Object.fromEntries(routes) },
    async (api, time) => {
      const caller = callerOf(scene, time)
      const scope = openScope(open, caller?.signal)
      const isFollowing = caller !== undefined && caller.listeners > 0
      const given = scope.signal
      const isReused = signals.has(given)
      signals.add(scope.signal)
      const bornAborted = scope.signal.aborted && !caller
      const other = scene.besideAnother ? openScope(open) : undefined
      const otherEnd = other?.run(() => time.sleep(OTHER_MS))
      const watch = new AbortController()
      let abortedMs = scope.signal.aborted ? time.nowMs : undefined
      const { signal } = watch
      scope.signal.addEventListener('abort', () => (abortedMs = time.nowMs), { signal })

      const { tasks, promises } = await startAll(scene, scope, api, time)
      const body = await within(NEVER_MS, time, awaitAsIn(scene, promises, time))
      const leftMs = time.nowMs
      const abortedInBlock = given.aborted
      const isReplaced = scope.signal !== given
      const disposalThrew: unknown[] = []
      const disposal = Promise.try(() => scope[Symbol.asyncDispose]()).then(
        () => 'ended',
        (error: unknown) => disposalThrew.push(error),
      )
      const disposed = await within(NEVER_MS, time, disposal)
      const disposedMs = time.nowMs
      const stillRunning = tasks.filter((task) => task.timesCalled && task.endMs === undefined)
      const scopeAwaited = promises.some((promise, i) => !mayAwait(scene, i) && wasAwaited(promise))
      // A scope of `AbortSignal.any` would keep the listener on the caller's signal.
      watch.abort()
      const otherAborted = other?.signal.aborted ?? false
      for (const [i, promise] of promises.entries()) {
        void Promise.allSettled([promise]).then(() => (tasks[i]!.settledMs = time.nowMs))
      }
      const ended = await within(OTHER_MS, time, Promise.allSettled(promises))
      ended?.forEach((result, i) => (tasks[i]!.result = result))
      await Promise.allSettled([otherEnd])
      await Promise.try(() => other?.[Symbol.asyncDispose]()).catch(() => {})
      return {
        tasks,
        signal: scope.signal,
        caller,
        stoppedListening: isFollowing && caller.listenersAtAbort === 0,
        bornAborted,
        isReused,
        abortedMs,
        abortedInBlock,
        isReplaced,
        leftMs,
        disposedMs,
        sawRejection: body === 'rejected',
        hung: body ? (disposed ? undefined : 'disposal') : 'block',
        scopeAwaited,
        isOrdinary: promises.some((one) => Object.getPrototypeOf(one) === Promise.prototype),
        stillRunning: stillRunning.length,
        disposalThrew,
        otherAborted,
      }
    },
    { leaves },
  )
}

async function startAll({ plans }: Scene, scope: TaskScope, api: MockApi, time: VirtualTime) {
  const run = audited(<T>(task: Task<T>): Promise<T> => scope.run(task))
  const tasks: Seen[] = []
  const promises: Promise<unknown>[] = []
  for (const [i, plan] of plans.entries()) {
    if (plan.startMs > time.nowMs) await time.sleep(plan.startMs - time.nowMs)
    const seen: Seen = { plan, timesCalled: 0, startedAtOnce: false }
    tasks.push(seen)
    promises.push(run(taskOf(`/products/${i + 1}`, seen, api, time)))
    seen.startedAtOnce = seen.timesCalled > 0
  }
  return { tasks, promises }
}

/** Whether the block of a scene may have awaited the promise of its task number `i`. */
function mayAwait({ body, plans }: Scene, i: number): boolean {
  if (body === 'leaves early') return false
  if (body === 'awaits the first') return i === 0
  return body !== 'awaits the last' || i === plans.length - 1
}

function wasAwaited(promise: Promise<unknown>): boolean {
  return (promise as { readonly wasAwaited?: boolean }).wasAwaited === true
}

function taskOf(path: string, seen: Seen, api: MockApi, time: VirtualTime): Task<unknown> {
  const { calls, end, value, onAbort } = seen.plan
  const work = async (signal: AbortSignal): Promise<unknown> => {
    const options = onAbort === 'ignores its signal' ? {} : { signal }
    try {
      for (let i = 0; i < calls; i++) await (await fetch(api.url(path), options)).json()
      if (end === 'returns') return value
    } catch (error) {
      if (onAbort === 'cleans up') await time.sleep(20)
      if (onAbort === 'wraps the error') throw new Error('I was interrupted', { cause: error })
      throw error
    }
    throw value
  }
  return ({ signal }) => {
    seen.timesCalled += 1
    seen.signal = signal
    if (end.endsWith('at once')) seen.endMs = time.nowMs
    if (end === 'returns at once') return value
    if (end === 'returns a thenable at once') return thenable(value)
    if (end === 'throws at once') throw value
    return work(signal).finally(() => (seen.endMs = time.nowMs))
  }
}

/** A promise of another library, which has no `catch` and no `finally`. */
function thenable(value: unknown): PromiseLike<unknown> {
  // oxlint-disable-next-line unicorn/no-thenable -- that is what it is for
  return { then: (...handlers) => Promise.resolve(value).then(...handlers) }
}

/** What the block does before it ends. Tells whether its end is the error of a task. */
async function awaitAsIn(
  { body, leaveMs }: Scene,
  promises: readonly Promise<unknown>[],
  time: VirtualTime,
): Promise<'fulfilled' | 'rejected'> {
  try {
    if (body === 'awaits all') await Promise.all(promises)
    else if (body === 'awaits in turn') for (const promise of promises) await promise
    else if (body === 'awaits the first') await promises[0]
    else if (body === 'awaits the last') await promises.at(-1)
    if (leaveMs > 0) await time.sleep(leaveMs)
    return 'fulfilled'
  } catch {
    return 'rejected'
  }
}

/** What a promise resolves with, or `undefined` if it takes longer. */
export async function within<T>(
  ms: number,
  time: VirtualTime,
  promise: Promise<T>,
): Promise<T | undefined> {
  const timer = new AbortController()
  const late = time.sleep(ms, timer).catch(() => {})
  return Promise.race([promise, late.then(() => undefined)]).finally(() => timer.abort())
}
