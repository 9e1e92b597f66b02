/**
 * What ran between two moments: nothing, microtasks, or tasks, such as a timer or a message. Tasks wait
 * until no microtask is left, and in Node also until no callback of `process.nextTick` is left.
 */
export type Ran = 'nothing' | 'microtasks' | 'tasks'

/** After so many turns in which something else could have run, only a task can be what runs next. */
const TURNS = 20

/** Makes a function that tells what has run since its last call. Its first call returns `nothing`. */
export function watchTurns(): () => Ran {
  let turns = 0
  let watch = 0
  const countTurns = async (mine: number): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn++) {
      // First a microtask: an `await` that follows this call continues after it.
      await (turn % 2 === 0 ? undefined : nextTick())
      if (watch !== mine) return
      turns += 1
    }
  }
  return () => {
    const ran = turns === 0 ? 'nothing' : turns < TURNS ? 'microtasks' : 'tasks'
    turns = 0
    void countTurns((watch += 1))
    return ran
  }
}

/** Resolves in `process.nextTick`, which browsers don't have. */
function nextTick(): Promise<void> | undefined {
  const { process } = globalThis as { process?: { nextTick?: (fn: () => void) => void } }
  const tick = process?.nextTick
  return tick && new Promise((resolve) => tick(resolve))
}
