import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Ended } from '../program.ts'
import type { CommandOrder } from './course-child.ts'

/** Runs commands of the course in processes that are reused. Dispose of it to end them. */
export interface CourseProcesses extends Disposable {
  /** Runs one command. While it runs, no other command uses its process. */
  run(words: readonly string[]): Promise<Ended>
}

/**
 * Makes processes for commands of the course, and a new one only when all others are busy. If every
 * command had a new process, loading modules would take most of the time.
 *
 * @param options - Where the processes run, and what is in their environment.
 */
export function courseProcesses(options: {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}): CourseProcesses {
  const idle: ChildProcess[] = []
  const all: ChildProcess[] = []

  function start(): ChildProcess {
    const child = fork(fileURLToPath(new URL('course-child.ts', import.meta.url)), {
      cwd: options.cwd,
      env: options.env,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    all.push(child)
    return child
  }

  return {
    run(words) {
      const child = idle.pop() ?? start()
      const { promise, resolve } = Promise.withResolvers<Ended>()
      const onMessage = (ended: Ended): void => {
        child.off('exit', onExit)
        idle.push(child)
        resolve(ended)
      }
      const onExit = (code: number | null): void => {
        child.off('message', onMessage)
        const output = `The process that ran \`course ${words.join(' ')}\` ended with ${code}.\n`
        resolve({ code: 1, stdout: '', output })
      }
      child.once('message', onMessage)
      child.once('exit', onExit)
      child.send({ words } satisfies CommandOrder)
      return promise
    },
    [Symbol.dispose]() {
      for (const child of all) if (child.connected) child.disconnect()
    },
  }
}
