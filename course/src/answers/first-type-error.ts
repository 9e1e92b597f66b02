import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sentenceOf } from '../errors.ts'
import { writeAtomically } from '../files.ts'
import { ownRoot, type House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'

interface Asked {
  readonly cwd: string
  readonly tsc: string
  readonly patienceMs: number
}

/**
 * What TypeScript says first about a lesson's `exercise.ts`, and at which line; `undefined` when it
 * has nothing to say, cannot be asked, or takes longer than `patienceMs`. Takes some 0.3 s.
 */
export async function firstTypeError(
  house: House,
  lesson: Lesson,
  {
    tsc = path.join(ownRoot, 'node_modules/typescript/bin/tsc'),
    patienceMs = 10_000,
  }: { tsc?: string; patienceMs?: number } = {},
): Promise<string | undefined> {
  const config = path.join(house.overlapDir, 'tsconfig.exercise.json')
  const settings = {
    extends: path.join(ownRoot, 'lessons/tsconfig.json'),
    compilerOptions: { typeRoots: [path.join(ownRoot, 'node_modules/@types')] },
    files: [path.join(lesson.dir, 'exercise.ts')],
    include: [],
  }
  try {
    writeAtomically(config, JSON.stringify(settings))
  } catch (error) {
    // A full or read-only disk: the verdict does without.
    if (sentenceOf(error) === undefined) throw error
    return undefined
  }
  const said = await complaints(config, { cwd: lesson.dir, tsc, patienceMs })
  const [, line, sentence] = /^exercise\.ts\((\d+),\d+\): error TS\d+: (.+)$/m.exec(said) ?? []
  return line === undefined ? undefined : `TypeScript says, at line ${line}: ${sentence}`
}

/** Resolves with what the compiler printed, and with nothing if it takes too long. */
function complaints(config: string, { cwd, tsc, patienceMs }: Asked): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const child = fork(
    fileURLToPath(new URL('type-check-process.ts', import.meta.url)),
    [tsc, '-p', config, '--pretty', 'false'],
    { cwd, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const timer = setTimeout(() => child.disconnect(), patienceMs)
  child.once('message', (said: string) => resolve(said))
  child.once('error', () => resolve(''))
  child.once('exit', () => resolve(''))
  return promise.finally(() => clearTimeout(timer))
}
