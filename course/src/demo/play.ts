import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CourseError } from '../errors.ts'
import { compileCache } from '../house.ts'
import type { DemoSettings, FromDemo } from './settings.ts'

/** The result of a demo that was played to its end. */
export type Played = Extract<FromDemo, { type: 'played' }>

/**
 * Plays a demo in its own process, at this terminal.
 *
 * @throws {CourseError} if the demo ended early.
 */
export async function playDemo(settings: DemoSettings): Promise<Played> {
  const child = fork(
    fileURLToPath(new URL('child.ts', import.meta.url)),
    [JSON.stringify(settings)],
    {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: 'inherit',
      // Both processes load many of the same modules, so they share Node's compile cache.
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    },
  )
  const { promise, resolve, reject } = Promise.withResolvers<Played>()
  let last: FromDemo | undefined
  child.on('message', (message: FromDemo) => (last = message))
  child.once('error', reject)
  child.once('exit', (code, signal) => {
    if (last?.type === 'played') resolve(last)
    // The output of this process goes to the same reader.
    else if (last?.type === 'reader-left') process.exit(0)
    else if (last) reject(new CourseError(last.message, last.exitCode))
    else if (code === 130 || signal === 'SIGINT') reject(new CourseError('Stopped.', 130))
    else reject(new CourseError(whyItEnded(code, signal)))
  })
  return promise
}

function whyItEnded(code: number | null, signal: string | null): string {
  // Node exits with 13 if a top-level `await` is pending and the event loop is empty.
  if (code === 13) {
    return 'The demo cannot end, because it waits for a promise that never settles.'
  }
  return `The demo ended early (${signal ?? `exit code ${code}`}). Its error message is above.`
}
