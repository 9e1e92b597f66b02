import { asyncMapLimit, asyncQueue, bottleneck, effect, pLimit, pMap, pQueue } from './libraries.ts'
import { createLimit, mapPool, promiseAll } from './ours.ts'
import type { LoadPool } from './types.ts'

/** Every way to run the tasks, by name. */
export const pools: Readonly<Record<string, LoadPool>> = {
  mapPool,
  createLimit,
  'p-map': pMap,
  'p-limit': pLimit,
  'p-queue': pQueue,
  'async.mapLimit': asyncMapLimit,
  'async.queue': asyncQueue,
  'Effect.forEach': effect,
  bottleneck,
  'Promise.all': promiseAll,
}
