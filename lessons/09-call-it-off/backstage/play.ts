import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Task, TaskScope, TaskScopeOptions } from '../types.ts'
import type { Played, Scene, Seen } from './scenes.ts'

/** Plays a scene with the learner's `taskScope`. */
export function play(
  taskScope: (options?: TaskScopeOptions) => TaskScope,
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
      const outer = new AbortController()
      if (scene.abortMs !== undefined && scene.abortMs < 0) outer.abort(scene.reason)
      else if (scene.abortMs !== undefined) {
        void time.sleep(scene.abortMs).then(() => outer.abort(scene.reason))
      }
      const scope = open(scene.abortMs === undefined ? undefined : { signal: outer.signal })
      let abortedMs = scope.signal.aborted ? time.nowMs : undefined
      scope.signal.addEventListener('abort', () => (abortedMs = time.nowMs), { once: true })
      const run = audited(<T>(task: Task<T>): Promise<T> => scope.run(task))
      const tasks: Seen[] = []
      const promises = scene.plans.map((plan, i) => {
        const seen: Seen = { plan, startedAtOnce: false }
        tasks.push(seen)
        const promise = run(taskOf(`/products/${i + 1}`, seen, api, time))
        seen.startedAtOnce = seen.signal !== undefined
        return promise
      })
      const sawRejection = await awaitAsIn(scene, promises, time)
      const leftMs = time.nowMs
      const disposalThrew: unknown[] = []
      await Promise.try(() => scope[Symbol.asyncDispose]()).catch((error: unknown) =>
        disposalThrew.push(error),
      )
      const disposedMs = time.nowMs
      const stillRunning = tasks.filter(({ signal, endMs }) => signal && endMs === undefined).length
      const ended = await Promise.race([
        Promise.allSettled(promises),
        time.sleep(5000).then(() => []),
      ])
      ended.forEach((result, i) => (tasks[i]!.result = result))
      return {
        tasks,
        signal: scope.signal,
        outer: outer.signal,
        abortedMs,
        leftMs,
        disposedMs,
        sawRejection,
        stillRunning,
        disposalThrew,
      }
    },
    { leaves },
  )
}

/** Runs a task in a scope that has failed with an error, and one in a scope that was disposed of. */
export function runLate(
  taskScope: (options?: TaskScopeOptions) => TaskScope,
  error: unknown,
): Promise<Run<{ started: string[]; results: PromiseSettledResult<unknown>[] }>> {
  return simulate({}, async (_, time) => {
    const started: string[] = []
    const late = async (scope: TaskScope, name: string): Promise<unknown> => {
      const run = audited(() => scope.run(() => started.push(name)))
      return run()
    }
    const failed = taskScope()
    await Promise.allSettled([failed.run(() => time.sleep(50).then(() => Promise.reject(error)))])
    const disposed = taskScope()
    await disposed[Symbol.asyncDispose]()
    const results = await Promise.allSettled([
      late(failed, 'had failed'),
      late(disposed, 'was disposed of'),
    ])
    await Promise.allSettled([failed[Symbol.asyncDispose]()])
    return { started, results }
  })
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
    seen.signal = signal
    if (end === 'throws at once') {
      seen.endMs = time.nowMs
      throw value
    }
    return work(signal).finally(() => (seen.endMs = time.nowMs))
  }
}

/** What the block does before it is left. Tells whether it was left by the error of a task. */
async function awaitAsIn(
  { body, leaveMs }: Scene,
  promises: readonly Promise<unknown>[],
  time: VirtualTime,
): Promise<boolean> {
  try {
    if (body === 'awaits all') await Promise.all(promises)
    else if (body === 'awaits in turn') for (const promise of promises) await promise
    else if (body === 'awaits the first') await promises[0]
    else await time.sleep(leaveMs)
    return false
  } catch {
    return true
  }
}

/** What a promise rejected with. */
export function reasonOf(result: PromiseSettledResult<unknown> | undefined): unknown {
  return result?.status === 'rejected' ? result.reason : undefined
}

/** What was seen, unless the scene could not be played to its end. */
export function diagnoseEnding(run: Run<Played>): Played {
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.outcome === 'rejected',
      `Making or using the scope threw ${shown(run.reason)}, which is no error of a task.`,
    ],
  ])
  return run.value
}
