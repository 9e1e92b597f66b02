import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import type { TaskScope, TaskScopeOptions } from '../types.ts'

/** The learner's `taskScope`. */
export type Open = (options?: TaskScopeOptions) => TaskScope

/** Why there is no scope to play with, in a sentence for the learner. */
class NoScope extends Error {}

/**
 * Opens a scope.
 *
 * @throws {NoScope} if what comes back can't be used as one.
 * @throws What `taskScope` throws if it was given a signal.
 */
export function openScope(open: Open, signal?: AbortSignal): TaskScope {
  if (signal) return scopeOf(open({ signal }))
  let made: TaskScope
  try {
    made = open()
  } catch (error) {
    throw new NoScope(
      `\`taskScope()\` threw ${shown(error)}. The caller's signal is optional: without it, return a ` +
        'scope all the same.',
    )
  }
  return scopeOf(made)
}

function scopeOf(made: TaskScope | undefined): TaskScope {
  if (made instanceof Promise) {
    throw new NoScope(
      '`taskScope` returned a promise. The block needs its scope right away, so `taskScope` must not ' +
        'be an async function.',
    )
  }
  if (made === undefined) {
    throw new NoScope('`taskScope` returned `undefined` instead of a scope. Return an object.')
  }
  const missing = [
    ...(made.signal instanceof AbortSignal ? [] : ['`signal`']),
    ...(typeof made.run === 'function' ? [] : ['`run`']),
    ...(typeof made[Symbol.asyncDispose] === 'function' ? [] : ['`[Symbol.asyncDispose]`']),
  ]
  if (missing.length === 0) return made
  throw new NoScope(
    `\`taskScope\` returned ${shown(made)}, which has no ${missing.join(' and no ')}. \`types.ts\` ` +
      'says what a scope has.',
  )
}

/** Says it if there was no scope. */
export function withoutScope({ outcome, reason }: Run<unknown>): [boolean, string] {
  const isMissing = outcome === 'rejected' && reason instanceof NoScope
  return [isMissing, isMissing ? reason.message : '']
}
