import { withoutResults, type Contenders, type Play } from './types.ts'

/** `count` callers want the lock at once. Each one holds it for no time. */
function everybody(makeTurn: () => () => Promise<void>): Play {
  return withoutResults((count) => Promise.all(Array.from({ length: count }, makeTurn())))
}

async function createLock(): Promise<Play> {
  const { createLock } = await import('@overlap/lesson-17')
  return everybody(() => {
    const lock = createLock()
    return async () => {
      await using _slot = await lock.acquire()
    }
  })
}

async function asyncMutex(): Promise<Play> {
  const { Mutex } = await import('async-mutex')
  return everybody(() => {
    const mutex = new Mutex()
    return async () => {
      const release = await mutex.acquire()
      release()
    }
  })
}

/** Locks, by what a waiting caller costs. */
export const locks: Contenders = { createLock, 'async-mutex': asyncMutex }
