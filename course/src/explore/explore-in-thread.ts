import { Worker } from 'node:worker_threads'
import path from 'node:path'
import { described, readThrown } from '../answers/thrown.ts'
import { Watchdog } from '../answers/watchdog.ts'
import { CourseError, hasCode } from '../errors.ts'
import { compileCache } from '../house.ts'
import type { ExploreSettings, FromExplorer } from './messages.ts'

/** How an exploration ended that has a result, or whose file could not be loaded. */
export type Ended = Extract<FromExplorer, { type: 'explored' | 'not-loaded' }>

/** The limits of the thread. */
export interface ThreadLimits {
  /** A thread that sends no heartbeat for this long, although it works, is in a loop. Default: 5000. */
  readonly limitMs?: number
  /** The most memory for its values. Default: 1024. */
  readonly memoryMb?: number
}

/**
 * Explores a file in its own thread, which can be ended even during an endless loop.
 *
 * @throws {CourseError} if the file can't be explored, its code never gives the thread back, or it ends
 * the thread.
 */
export async function exploreInThread(
  settings: ExploreSettings,
  { limitMs = 5000, memoryMb = 1024 }: ThreadLimits = {},
): Promise<Ended> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: settings,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A thread reads the compile cache only if its own environment says so.
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    // Code that uses up the memory should crash before the machine starts to swap.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const name = path.basename(settings.file)
  // The main thread is idle meanwhile, so the CPU time of the process is that of the thread.
  const cpuMs = (): number => process.cpuUsage().user / 1000
  const watchdog = new Watchdog(limitMs, { cpuMs })
  let hasBegun = false
  let isLoaded = false
  const timer = setInterval(() => {
    const stuck = watchdog.findStuck()
    if (stuck) reject(new CourseError(whyStuck(name, isLoaded, stuck.isWaiting, limitMs)))
  }, 100)
  worker.on('message', (message: FromExplorer) => {
    if (message.type === 'refused') reject(new CourseError(message.message, message.exitCode))
    else if (message.type !== 'heartbeat') resolve(message)
    else {
      // As long as orders are played, an exploration may take as long as it needs.
      if (isLoaded || !hasBegun) watchdog.enter(name, 'explore')
      else watchdog.heartbeat(name)
      hasBegun = true
      isLoaded = message.isLoaded
    }
  })
  worker.once('error', (error) => reject(new CourseError(whyCrashed(error))))
  worker.once('exit', () => {
    const sentence = `${name} cannot be explored, because an \`await\` at its top level never ends.`
    reject(new CourseError(sentence))
  })
  try {
    return await promise
  } finally {
    clearInterval(timer)
    await worker.terminate()
  }
}

function whyStuck(name: string, isLoaded: boolean, isWaiting: boolean, limitMs: number): string {
  const seconds = limitMs / 1000
  if (isWaiting) {
    return (
      `${name} was still loading after a long time, because an \`await\` at its top level never ends. ` +
      'Move it into the function that is explored.'
    )
  }
  return (
    `Your code never gives the thread back: ${isLoaded ? 'in one of the orders' : 'while it was loading'}, ` +
    `nothing else could run for ${seconds} s. Look for a loop whose condition never changes. While it ` +
    'runs, no timer can fire and no response can arrive, even if the loop awaits promises that have ' +
    'already settled.'
  )
}

function whyCrashed(error: unknown): string {
  return hasCode(error, 'ERR_WORKER_OUT_OF_MEMORY')
    ? 'Your code used up the memory. Look for a list that never stops growing.'
    : `${described(readThrown(error))} Nothing caught it.`
}
