import { sep } from 'node:path'
import { type Ended, runProgram } from '../program.ts'
import { root as here } from '../root.ts'
import { courseProcesses } from './course-process.ts'

/** Runs a line for the shell as a reader would, in a scratch copy of the course. */
export type RunCommand = (line: string) => Promise<Ended>

/** A command of the course without shell syntax. */
const ofTheCourse = /^node setup\/run\.mjs course(?<words>(?: [\w./:=,-]+)*)$/u

/**
 * Makes a runner for the commands of READMEs: without a terminal, 80 columns wide, in virtual time,
 * so that the output is the same each time. Runs equal lines only once.
 *
 * Commands of the course run in processes that are reused. Dispose of the runner to end them.
 */
export function commandRunner(scratchRoot: string): RunCommand & Disposable {
  const known = new Map<string, Promise<Ended>>()
  const env = {
    ...withoutNpm(process.env),
    OVERLAP_ROOT: scratchRoot,
    OVERLAP_VIRTUAL: '1',
    COLUMNS: '80',
    CI: '1',
    // The course prints `npm run` or `pnpm`, depending on which one started it.
    npm_config_user_agent: 'npm',
  }
  const course = courseProcesses({
    cwd: here,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
  })
  const runOnce = (line: string): Promise<Ended> => {
    const running = known.get(line) ?? run(line)
    known.set(line, running)
    return running
  }
  return Object.assign(runOnce, { [Symbol.dispose]: () => course[Symbol.dispose]() })

  async function run(line: string): Promise<Ended> {
    const words = ofTheCourse.exec(line)?.groups?.['words']
    const ended =
      words === undefined
        ? await runProgram(line, [], { cwd: here, env, shell: true, limitMs: 120_000 })
        : await course.run(words.split(' ').filter(Boolean))
    // Shows paths as in the repository, not those of the copy.
    const shown = (text: string): string => text.replaceAll(`${scratchRoot}${sep}`, '')
    return { ...ended, stdout: shown(ended.stdout), output: shown(ended.output) }
  }
}

/** The environment without npm's variables, which describe `npm test` instead of the command. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.keys(env).filter((name) => name.toLowerCase().startsWith('npm_'))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/** Runs `work` for each item, two at a time. */
export async function twoAtATime<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const next = items.entries()
  const runner = async (): Promise<void> => {
    for (const [index, item] of next) results[index] = await work(item)
  }
  await Promise.all([runner(), runner()])
  return results
}
