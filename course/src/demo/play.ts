import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CourseError } from '../errors.ts'
import { compileCache } from '../house.ts'
import type { DemoSettings, FromDemo } from './settings.ts'

/** What a demo came to. */
export type Played = Extract<FromDemo, { type: 'played' }>

/**
 * Plays a demo in a process of its own, at this terminal.
 *
 * @throws {CourseError} when it could not be played to its end.
 */
export async function playDemo(settings: DemoSettings): Promise<Played> {
  const child = fork(
    fileURLToPath(new URL('child.ts', import.meta.url)),
    [JSON.stringify(settings)],
    {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: 'inherit',
      // It loads half of what this process loads, and what Node has compiled serves both.
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    },
  )
  const { promise, resolve, reject } = Promise.withResolvers<Played>()
  let said: FromDemo | undefined
  child.on('message', (message: FromDemo) => (said = message))
  child.once('error', reject)
  child.once('exit', (code, signal) => {
    if (said?.type === 'played') resolve(said)
    // Nobody reads what this process would print either.
    else if (said?.type === 'reader-left') process.exit(0)
    else if (said)
      reject(new CourseError(said.message, said.type === 'refused' ? said.exitCode : 1))
    else if (code === 130 || signal === 'SIGINT') reject(new CourseError('Stopped.', 130))
    else reject(new CourseError(whyItEnded(code, signal)))
  })
  return promise
}

function whyItEnded(code: number | null, signal: string | null): string {
  // Node's exit code for a top-level await that nothing can settle any more.
  if (code === 13) {
    return 'The demo would never end: it waits for a promise that can never settle.'
  }
  return `The demo ended early (${signal ?? `exit code ${code}`}). Its own message is above.`
}
