import { spawn } from 'node:child_process'
import path from 'node:path'
import type { House } from '../src/house.ts'

/** What a run of the course printed and how it ended. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const main = path.join(import.meta.dirname, '../src/main.ts')

/** The environment of somebody who types in a house, whatever surrounds the tests. */
export function cleanEnv(house: House): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, TMPDIR, NO_COLOR: '1', OVERLAP_ROOT: house.root }
}

/** Runs the course in a process of its own, without a terminal. */
export function runCourse(
  house: House,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = house.root,
): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { ...cleanEnv(house), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const { promise, resolve, reject } = Promise.withResolvers<Ran>()
  child.once('error', reject)
  child.once('close', (code) => resolve({ code, out, err }))
  return promise
}
