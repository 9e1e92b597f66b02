import { holderOf, holders } from './own-globals.ts'

const { ownKeys } = Reflect
/** Timers are left out, because they include the test runner's own. `PendingTimers` tracks the others. */
const ignored = new Set(['Timeout', 'Immediate'])

/**
 * Counts what an answer can leave behind in its thread, besides replaced functions and timers:
 * properties of global objects, environment variables, listeners of the process, and open resources such
 * as sockets. If the text is the same before and after an answer, the counts are the same.
 */
export function threadState(): string {
  const owners = [globalThis, process.env, ...holders.flatMap(withPrototype)]
  const listeners = process.eventNames().map((name) => process.listenerCount(name))
  return JSON.stringify([
    owners.map((owner) => ownKeys(owner).length),
    listeners.reduce((sum, count) => sum + count, 0),
    process
      .getActiveResourcesInfo()
      .filter((name) => !ignored.has(name))
      .toSorted(),
  ])
}

function withPrototype(name: string): object[] {
  const holder = holderOf(name)
  return holder.prototype ? [holder, holder.prototype] : [holder]
}
