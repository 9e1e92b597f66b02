import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { explainError } from '@overlap/setup/explain-error'
import type { House } from '../house.ts'
import { answerPath, mostDraws } from './answer-guard.ts'
import { checkOf } from './answer-plugin.ts'
import type { Job } from './protocol.ts'
import { skippedSteps, wantedSteps } from './skipped-steps.ts'

let opened = 0

/** The folders for the files of a running check. */
export interface RunFolder {
  readonly dir: string
  /** Vitest's cache, kept between runs. */
  readonly cacheDir: string
}

/**
 * Makes a folder below `.overlap/runs/` for this process, and removes the folders of dead processes. If
 * the disk is full or read-only, the folder is in the system's temporary folder instead.
 */
export function openRunFolder(house: House): RunFolder {
  try {
    return { dir: folderIn(house), cacheDir: path.join(house.overlapDir, 'cache') }
  } catch (error) {
    if (explainError(error) === undefined) throw error
    // Without links in the path: Vite would treat the link and its target as two files.
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
    // On a full disk there may be room for a folder, but not for a file.
    writeFileSync(path.join(dir, 'check'), 'there is room')
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
  return dir
}

/**
 * Writes the test file that a job's worker loads. It sets the globals for the answer, and imports the
 * check.
 *
 * @param draws The most scenarios that each rule draws. Default: no limit.
 */
export function writeStub(job: Job, draws?: number): void {
  const check = path.relative(path.dirname(job.stub), checkOf(job)).replaceAll('\\', '/')
  const answer = JSON.stringify(job.module)
  const lines = [
    `globalThis[Symbol.for('${Symbol.keyFor(answerPath)}')] = ${answer}`,
    `globalThis[Symbol.for('${Symbol.keyFor(mostDraws)}')] = ${draws}`,
    `globalThis[Symbol.for('${Symbol.keyFor(skippedSteps)}')] = ${JSON.stringify(job.skipped ?? [])}`,
    `globalThis[Symbol.for('${Symbol.keyFor(wantedSteps)}')] = ${JSON.stringify(job.steps)}`,
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
    // EPERM: the process is running, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
