import { holderOf, holders } from './own-globals.ts'

const { ownKeys } = Reflect
/** Timers are known otherwise, see `PendingTimers`; here, the test runner's own are among them. */
const ignored = new Set(['Timeout', 'Immediate'])

/**
 * What an answer could leave behind in its thread besides replaced functions and timers: properties
 * of global objects, environment variables, listeners of the process, and open resources such as
 * sockets. Two equal texts mean that there are as many of each kind as before.
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
