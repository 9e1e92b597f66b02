import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { explainError } from '@overlap/setup/explain-error'
import type { House } from '../house.ts'
import { answerPath, mostDraws } from './answer-guard.ts'
import { checkOf } from './answer-plugin.ts'
import type { Job } from './protocol.ts'
import { skippedSteps } from './skipped-steps.ts'

let opened = 0

/** Where the files of a running check are. */
export interface RunFolder {
  readonly dir: string
  /** What Vitest keeps between runs. */
  readonly cacheDir: string
}

/**
 * Makes a folder below `.overlap/runs/` for this process, and removes those of dead ones. Where
 * nothing can be written there, as on a full or read-only disk, it is one for temporary files.
 */
export function openRunFolder(house: House): RunFolder {
  try {
    return { dir: folderIn(house), cacheDir: path.join(house.overlapDir, 'cache') }
  } catch (error) {
    if (explainError(error) === undefined) throw error
    // The real path: Vite would take a link for a second file.
    const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'overlap-run-')))
    return { dir, cacheDir: path.join(dir, 'cache') }
  }
}

function folderIn(house: House): string {
  const runs = path.join(house.overlapDir, 'runs')
  mkdirSync(runs, { recursive: true })
  for (const name of readdirSync(runs)) {
    const pid = Number.parseInt(name, 10)
    if (!isAlive(pid)) rmSync(path.join(runs, name), { recursive: true, force: true })
  }
  const dir = path.join(runs, `${process.pid}-${opened++}`)
  mkdirSync(dir)
  try {
    // A full disk may have room for a folder, but not for a file.
    writeFileSync(path.join(dir, 'check'), 'there is room')
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
  return dir
}

/**
 * Writes the test file that a job's worker loads: it names the answer, and imports the check.
 *
 * @param draws - The most scenarios that a step draws, if not as many as it wants.
 */
export function writeStub(job: Job, draws?: number): void {
  const check = path.relative(path.dirname(job.stub), checkOf(job)).replaceAll('\\', '/')
  const answer = JSON.stringify(job.module)
  const lines = [
    `globalThis[Symbol.for('${Symbol.keyFor(answerPath)}')] = ${answer}`,
    `globalThis[Symbol.for('${Symbol.keyFor(mostDraws)}')] = ${draws}`,
    `globalThis[Symbol.for('${Symbol.keyFor(skippedSteps)}')] = ${JSON.stringify(job.skipped ?? [])}`,
    `await import(${JSON.stringify(check)})`,
    '',
  ]
  writeFileSync(job.stub, lines.join('\n'))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is running, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
