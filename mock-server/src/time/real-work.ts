import { afterRealTurn, afterTask } from './real-turn.ts'

/** If no work ends for this long, virtual time stops waiting for it. */
const LONGEST_SILENCE_MS = 1000

// Saved before any clock is installed, so that it stays real.
const realNow = performance.now.bind(performance)

/** Work on other threads, with its name. Virtual time waits for it. */
const working = new Map<unknown, string>()
/** Work whose end is unknown: a worker thread, a connection, or work that took too long. */
const open = new Map<unknown, string>()
/** How many pieces of work have ended. */
let done = 0

/** What is known about the platform's own work. */
let platform: 'may-work' | 'has-stirred' | 'rests' = 'may-work'

/**
 * Waits for a promise that the platform fulfils in real time. No virtual time passes meanwhile, unless
 * no such work ends for a whole real second.
 *
 * Node reads a body from memory at once. A browser may read it on another thread, which can take
 * hundreds of turns of the event loop.
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
 * Calls `callback` in a new task, when everything that is ready has run and no other thread is
 * working, or when no work has ended for a real second.
 */
export function afterRealWork(callback: () => void): void {
  if (!isAtRest()) return afterTurns(callback)
  afterTask(() => {
    if (isAtRest()) callback()
    else afterTurns(callback)
  })
}

function afterTurns(callback: () => void): void {
  if (platform === 'has-stirred') platform = 'rests'
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

/**
 * Whether the platform has nothing to do for the code, so that turns of the event loop bring nothing: only
 * microtasks and virtual timers make anything happen.
 */
export function isAtRest(): boolean {
  return platform === 'rests' && working.size === 0
}

/** Reports that the platform begins to rest, because from now on, all that it does will be reported. */
export function platformRests(): void {
  platform = 'rests'
}

/** Reports that the platform does something that ends in the next turns of the event loop. */
export function platformStirs(): void {
  if (platform === 'rests') platform = 'has-stirred'
}

/** Reports that from now on, the platform may do anything without a report. */
export function platformMayWork(): void {
  platform = 'may-work'
}

/** The names of the work that may still be running, without duplicates. */
export function openRealWork(): string[] {
  return [...new Set([...working.values(), ...open.values()])]
}

/** Detects that no work has ended for a real second. */
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

/** Reports that work begins. Virtual time waits until it ends. */
export function beginRealWork(key: unknown, name: string): void {
  working.set(key, name)
}

/** Reports work whose end is unknown. Virtual time does not wait for it. */
export function openUnknown(key: unknown, name: string): void {
  open.set(key, name)
}

/** Reports the end of work of either kind. Ignores unknown keys. */
export function endRealWork(key: unknown): void {
  const wasKnown = working.delete(key) || open.delete(key)
  if (wasKnown) done += 1
}

/** Forgets all earlier work. */
export function forgetRealWork(): void {
  working.clear()
  open.clear()
}

/** Stops waiting for work that takes too long. */
function giveUp(): void {
  for (const [key, name] of working) open.set(key, name)
  working.clear()
}
