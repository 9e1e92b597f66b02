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
  beginRealWork(key, name)
  try {
    return await work
  } finally {
    endRealWork(key)
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

/** Work begins; virtual time stands still until it ends. */
export function beginRealWork(key: unknown, name: string): void {
  working.set(key, name)
}

/** Something is opened of which nobody knows when it is at rest. Virtual time goes on. */
export function openUnknown(key: unknown, name: string): void {
  open.set(key, name)
}

/** Work ends, or what was opened is closed. Does nothing if it is not known. */
export function endRealWork(key: unknown): void {
  const wasKnown = working.delete(key) || open.delete(key)
  if (wasKnown) done += 1
}

/** Forgets what was opened before. */
export function forgetRealWork(): void {
  working.clear()
  open.clear()
}

/** Time goes on without what takes so long. */
function giveUp(): void {
  for (const [key, name] of working) open.set(key, name)
  working.clear()
}
