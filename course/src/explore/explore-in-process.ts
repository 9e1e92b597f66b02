import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CourseError } from '../errors.ts'
import { compileCache } from '../house.ts'
import type { Ended, ThreadLimits } from './explore-in-thread.ts'
import type { ExploreSettings, FromExplorer } from './messages.ts'

/**
 * Explores a file in its own process, so that nothing in it can end the course: not even a list that is
 * larger than the memory.
 *
 * @throws {CourseError} as {@link exploreInThread} does, or if the process ended early.
 */
export async function exploreInProcess(
  settings: ExploreSettings,
  limits: ThreadLimits = {},
): Promise<Ended> {
  const child = fork(
    fileURLToPath(new URL('child.ts', import.meta.url)),
    [JSON.stringify([settings, limits])],
    {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A trace has values that JSON would lose, such as `Infinity`.
      serialization: 'advanced',
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    },
  )
  const { promise, resolve, reject } = Promise.withResolvers<FromExplorer>()
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000)))
  child.once('message', (message: FromExplorer) => resolve(message))
  child.once('error', reject)
  child.once('close', (code, signal) => reject(new CourseError(whyEnded(code, signal, errors))))
  const ended = await promise
  if (ended.type === 'refused') throw new CourseError(ended.message, ended.exitCode)
  if (ended.type === 'heartbeat') throw new Error('The thread ended with a heartbeat')
  return ended
}

function whyEnded(code: number | null, signal: string | null, errors: string): string {
  if (/out of memory|allocation failed|invalid (?:table|array) size/i.test(errors)) {
    return 'Your code used up the memory. Look for a list that never stops growing.'
  }
  return [
    `The process that runs your code ended (${signal ?? `exit code ${code}`}). Look for a call that ends ` +
      'the process, such as process.kill or process.abort.',
    errors,
  ]
    .join('\n')
    .trim()
}
