import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import type { House } from '../src/house.ts'
import type { Processes } from '../src/processes.ts'
import { createHouse, fill } from './house.ts'
import type { Ran } from './run-course.ts'
import { runHere, warmProcesses, type Place } from './run-here.ts'

/** A house for a whole file of tests. */
export interface SharedHouse {
  readonly house: House
  /** What checks answers here stays warm: a check costs a tenth of what it costs at its first time. */
  readonly processes: Processes
  /** Runs a command in it. */
  readonly run: (command: string, place?: Place) => Promise<Ran>
  /** Runs several commands, one after another. */
  readonly inTurn: (...commands: readonly string[]) => Promise<Ran[]>
}

/** One house for all tests of a file, as good as new at the start of each. */
export function shareHouse(): SharedHouse {
  const { house, remove } = createHouse()
  const processes = warmProcesses()
  beforeEach(() => renew(house))
  afterAll(() => {
    processes[Symbol.dispose]()
    remove()
  })
  const run = (command: string, place: Place = {}): Promise<Ran> =>
    runHere(house, command, { processes, ...place })
  return {
    house,
    processes,
    run,
    inTurn: async (...commands) => {
      const ran: Ran[] = []
      for (const command of commands) ran.push(await run(command))
      return ran
    },
  }
}

/** Takes away what a test left, except what a warm runner still uses. */
function renew(house: House): void {
  rmSync(house.lessonsDir, { recursive: true, maxRetries: 3 })
  const ofRunner = ['cache', 'runs']
  const left = existsSync(house.overlapDir) ? readdirSync(house.overlapDir) : []
  for (const name of left.filter((name) => !ofRunner.includes(name))) {
    rmSync(path.join(house.overlapDir, name), { recursive: true })
  }
  fill(house)
}
