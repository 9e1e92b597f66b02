import { cpSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { findHouse, type House } from '../src/house.ts'

const fixtures = path.join(import.meta.dirname, 'fixtures/lessons')

/** A copy of the fixture's lessons in a folder of its own, gone when the test is over. */
export function makeHouse(folder?: string): House {
  const { house, remove } = createHouse(folder)
  onTestFinished(remove)
  return house
}

/** The same for a whole file of tests, which removes it itself. */
export function createHouse(folder = ''): { house: House; remove: () => void } {
  // The real path: where the system's folder is a link, Vite would see two names for one file.
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'overlap-course-')))
  const house = findHouse(path.join(home, folder))
  fill(house)
  symlinkSync(
    path.join(import.meta.dirname, '../node_modules'),
    path.join(house.root, 'node_modules'),
  )
  const remove = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  return { house, remove }
}

/** Copies the fixture's lessons into a house that has none. */
export function fill({ lessonsDir }: House): void {
  cpSync(fixtures, lessonsDir, { recursive: true })
  for (const lesson of ['01-first', '02-double-it']) {
    const dir = path.join(lessonsDir, lesson, 'backstage')
    renameSync(path.join(dir, 'check.ts'), path.join(dir, 'check.test.ts'))
  }
}
