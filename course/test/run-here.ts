import { vi } from 'vitest'
import type { AnswerRunner } from '../src/answers/runner.ts'
import { main } from '../src/cli.ts'
import { playHere } from '../src/demo/play-here.ts'
import { CourseError } from '../src/errors.ts'
import { explained } from '../src/explained.ts'
import type { House } from '../src/house.ts'
import { realProcesses, type Processes } from '../src/processes.ts'
import { cleanEnv, type Ran } from './run-course.ts'

/** Where and with what a command is run; by default in the house's own folder. */
export interface Place {
  readonly processes?: Processes
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/**
 * Runs the course in the test's own process, with an environment, a folder and output of its own. By
 * default it starts no process: demos are played here, no answer can be checked, and TypeScript is not
 * asked.
 */
export async function runHere(
  house: House,
  command: string,
  { processes = noProcesses, env = {}, cwd = house.root }: Place = {},
): Promise<Ran> {
  const before = { env: process.env, cwd: process.cwd() }
  const texts = { out: '', err: '' }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => add('out', text)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => add('err', text)),
  ]
  function add(stream: 'out' | 'err', text: string | Uint8Array): true {
    texts[stream] += String(text)
    return true
  }
  process.env = { ...cleanEnv(house), ...env }
  process.chdir(cwd)
  try {
    const words = command.split(' ').filter((word) => word !== '')
    const code = await explained(() => main(words, processes))
    return { code, ...texts }
  } finally {
    process.chdir(before.cwd)
    process.env = before.env
    for (const spy of spies) spy.mockRestore()
  }
}

const noProcesses: Processes = {
  playDemo: async (settings) => {
    const said = await playHere(settings)
    if (said.type === 'played') return said
    throw said.type === 'refused'
      ? new CourseError(said.message, said.exitCode)
      : new CourseError(said.type)
  },
  startRunner: () => Promise.reject(new Error('This test checks no answer')),
  firstTypeError: () => Promise.resolve(undefined),
}

/** Checks answers, in a process that stays warm from one command to the next. Dispose of it to end it. */
export function warmProcesses(): Processes & Disposable {
  const runners = new Map<string, AnswerRunner>()
  return {
    ...noProcesses,
    startRunner: async (options) => {
      const key = JSON.stringify(options)
      const runner = runners.get(key) ?? (await realProcesses.startRunner(options))
      runners.set(key, runner)
      return { run: (requests) => runner.run(requests), [Symbol.dispose]: () => {} }
    },
    [Symbol.dispose]: () => {
      for (const runner of runners.values()) runner[Symbol.dispose]()
    },
  }
}
