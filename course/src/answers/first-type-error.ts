import { execFile } from 'node:child_process'
import path from 'node:path'
import { writeAtomically } from '../files.ts'
import { ownRoot, type House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'

const patienceMs = 10_000

/**
 * What TypeScript says first about a lesson's `exercise.ts`, and at which line; `undefined` when it
 * has nothing to say, or cannot be asked. Takes some 0.2 s.
 */
export async function firstTypeError(house: House, lesson: Lesson): Promise<string | undefined> {
  const config = path.join(house.overlapDir, 'tsconfig.exercise.json')
  const settings = {
    extends: path.join(ownRoot, 'lessons/tsconfig.json'),
    compilerOptions: { typeRoots: [path.join(ownRoot, 'node_modules/@types')] },
    files: [path.join(lesson.dir, 'exercise.ts')],
    include: [],
  }
  writeAtomically(config, JSON.stringify(settings))
  const said = await complaints(config, lesson.dir)
  const [, line, sentence] = /^exercise\.ts\((\d+),\d+\): error TS\d+: (.+)$/m.exec(said) ?? []
  return line === undefined ? undefined : `TypeScript says, at line ${line}: ${sentence}`
}

function complaints(config: string, cwd: string): Promise<string> {
  const tsc = path.join(ownRoot, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    // It ends with an error when it finds some; what it printed is all that matters.
    execFile(
      process.execPath,
      [tsc, '-p', config, '--pretty', 'false'],
      { cwd, timeout: patienceMs },
      (_, stdout) => resolve(stdout),
    )
  })
}
