import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sentenceOf } from '../errors.ts'
import { writeAtomically } from '../files.ts'
import { ownRoot, type House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'

interface CompilerOptions {
  readonly cwd: string
  readonly tsc: string
  readonly timeoutMs: number
}

/**
 * The first type error in a lesson's `exercise.ts`, with its line. `undefined` if there is none, or if
 * the compiler cannot run or takes longer than `timeoutMs`. Takes about 0.3 s.
 */
export async function firstTypeError(
  house: House,
  lesson: Lesson,
  {
    tsc = path.join(ownRoot, 'node_modules/typescript/bin/tsc'),
    timeoutMs = 10_000,
  }: { tsc?: string; timeoutMs?: number } = {},
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
    // The disk is full or read-only. The verdict doesn't need the type error.
    if (sentenceOf(error) === undefined) throw error
    return undefined
  }
  const output = await compile(config, { cwd: lesson.dir, tsc, timeoutMs })
  const [, line, sentence] = /^exercise\.ts\((\d+),\d+\): error TS\d+: (.+)$/m.exec(output) ?? []
  return line === undefined ? undefined : `TypeScript says, at line ${line}: ${sentence}`
}

/** Resolves with the compiler's output, or with `''` if it fails or takes too long. */
function compile(config: string, { cwd, tsc, timeoutMs }: CompilerOptions): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const child = fork(
    fileURLToPath(new URL('type-check-process.ts', import.meta.url)),
    [tsc, '-p', config, '--pretty', 'false'],
    { cwd, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const timer = setTimeout(() => child.disconnect(), timeoutMs)
  child.once('message', (output: string) => resolve(output))
  child.once('error', () => resolve(''))
  child.once('exit', () => resolve(''))
  return promise.finally(() => clearTimeout(timer))
}
