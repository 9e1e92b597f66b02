import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { House } from '../house.ts'
import { checkOf } from './answer-plugin.ts'
import type { Job } from './protocol.ts'

let opened = 0

/** Makes a folder below `.overlap/runs/` for this process, and removes those of dead ones. */
export function openRunFolder(house: House): string {
  const runs = path.join(house.overlapDir, 'runs')
  mkdirSync(runs, { recursive: true })
  for (const name of readdirSync(runs)) {
    const pid = Number.parseInt(name, 10)
    if (!isAlive(pid)) rmSync(path.join(runs, name), { recursive: true, force: true })
  }
  const dir = path.join(runs, `${process.pid}-${opened++}`)
  mkdirSync(dir)
  return dir
}

/** Writes the test file that a job's worker loads: one import of the check, marked with the answer. */
export function writeStub(job: Job): void {
  const check = path.relative(path.dirname(job.stub), checkOf(job)).replaceAll('\\', '/')
  writeFileSync(job.stub, `import '${check}?answer=${job.answer}'\n`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
