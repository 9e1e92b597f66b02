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
  readonly signal?: AbortSignal
}

/**
 * The first type error in a lesson's `exercise.ts`, with its line. `undefined` if there is none, or if
 * the compiler cannot run, takes longer than `timeoutMs`, or is stopped by the signal. Takes about a second.
 */
export async function firstTypeError(
  house: House,
  lesson: Lesson,
  {
    tsc = path.join(ownRoot, 'node_modules/typescript/bin/tsc'),
    timeoutMs = 10_000,
    signal,
  }: { tsc?: string; timeoutMs?: number; signal?: AbortSignal } = {},
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
  const output = await compile(config, {
    cwd: lesson.dir,
    tsc,
    timeoutMs,
    ...(signal && { signal }),
  })
  const [, line, sentence] = /^exercise\.ts\((\d+),\d+\): error TS\d+: (.+)$/m.exec(output) ?? []
  return line === undefined ? undefined : `TypeScript says, at line ${line}: ${sentence}`
}

/** Resolves with the compiler's output, or with `''` if it fails, takes too long or is stopped. */
function compile(config: string, options: CompilerOptions): Promise<string> {
  const { cwd, tsc, timeoutMs, signal } = options
  const { promise, resolve } = Promise.withResolvers<string>()
  const child = fork(
    fileURLToPath(new URL('type-check-process.ts', import.meta.url)),
    [tsc, '-p', config, '--pretty', 'false'],
    { cwd, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const stop = (): void => {
    if (child.connected) child.disconnect()
  }
  const timer = setTimeout(stop, timeoutMs)
  signal?.addEventListener('abort', stop)
  child.once('message', (output: string) => resolve(output))
  child.once('error', () => resolve(''))
  child.once('exit', () => resolve(''))
  return promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  })
}
