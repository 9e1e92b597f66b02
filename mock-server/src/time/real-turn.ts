// Saved before any clock is installed, so that these stay real.
const realSetImmediate: typeof setImmediate | undefined = globalThis.setImmediate
const RealMessageChannel = globalThis.MessageChannel

/**
 * Calls `callback` in a new task, when everything that is ready has run: microtasks, and the platform's
 * own work after them. Takes microseconds of real time, and no virtual time.
 */
export function afterRealTurn(callback: () => void): void {
  // The second turn begins after the phase in which messages and results of system calls arrive.
  if (realSetImmediate === undefined) afterMessages(4, callback)
  else setOwnImmediate(realSetImmediate, () => setOwnImmediate(realSetImmediate, callback))
}

/** How many tasks share a turn of the event loop. A turn takes several times as long as a task. */
const TASKS_PER_TURN = 16

const callbacks: (() => void)[] = []
let emptyTasks = 0

/**
 * Calls `callback` in a new task, when `process.nextTick` callbacks, microtasks and unhandled rejections have
 * been dealt with. Unlike {@link afterRealTurn}, it does not wait for the platform. Not for browsers.
 */
export function afterTask(callback: () => void): void {
  callbacks.push(callback)
  // Node runs the immediates that are set now in one turn of its event loop, and everything else that a task
  // does in between.
  if (callbacks.length <= emptyTasks) return
  for (let task = 0; task < TASKS_PER_TURN; task += 1) setOwnImmediate(realSetImmediate!, runNext)
  emptyTasks += TASKS_PER_TURN
}

function runNext(): void {
  emptyTasks -= 1
  callbacks.shift()?.()
}

let isSettingOwn = false

/** Whether the immediate that is being set belongs to this module. */
export function isOwnImmediate(): boolean {
  return isSettingOwn
}

function setOwnImmediate(set: typeof setImmediate, callback: () => void): void {
  isSettingOwn = true
  set(callback)
  isSettingOwn = false
}

/** Browsers have no `setImmediate`, and delay a nested `setTimeout` by 4 ms. Messages arrive at once. */
function afterMessages(count: number, callback: () => void): void {
  const { port1, port2 } = new RealMessageChannel()
  let left = count
  port1.addEventListener('message', () => {
    left -= 1
    if (left > 0) return port2.postMessage(null)
    port1.close()
    callback()
  })
  port1.start()
  port2.postMessage(null)
}
