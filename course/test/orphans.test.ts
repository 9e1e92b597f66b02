import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeHouse } from './house.ts'
import { cleanEnv } from './run-course.ts'

/**
 * Ends a program without warning once a file holds the id of a process, and waits for that process
 * to end, for ever if need be. Tells whether it lived before.
 */
async function endsWith(child: ReturnType<typeof spawn>, pidFile: string): Promise<boolean> {
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(20)
  const pid = Number(readFileSync(pidFile, 'utf8'))
  if (!isAlive(pid)) return false
  child.kill('SIGKILL')
  await once(child, 'exit')
  while (isAlive(pid)) await sleep(20)
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const main = path.join(import.meta.dirname, '../src/main.ts')

test('an answer in an endless loop ends with the course', async () => {
  const house = makeHouse()
  const pidFile = path.join(house.root, 'pid')
  writeFileSync(
    path.join(house.lessonsDir, '02-double-it/exercise.ts'),
    // Importing it is refused.
    "const { writeFileSync } = process.getBuiltinModule('node:fs')\n" +
      `writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))\n` +
      'for (;;);\nexport const double = 1',
  )
  const env = cleanEnv(house)
  const child = spawn(process.execPath, [main, 'check', '2'], { env, stdio: 'ignore' })
  expect(await endsWith(child, pidFile)).toBe(true)
})

test('an exploration in an endless loop ends with the course', async () => {
  const house = makeHouse()
  const pidFile = path.join(house.root, 'pid')
  const file = path.join(house.root, 'own.mjs')
  writeFileSync(
    file,
    "import { writeFileSync } from 'node:fs'\n" +
      `writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))\nfor (;;);\n`,
  )
  const env = cleanEnv(house)
  const child = spawn(process.execPath, [main, 'explore', file], { env, stdio: 'ignore' })
  expect(await endsWith(child, pidFile)).toBe(true)
})

test('a demo that does not end ends with the course', async () => {
  const house = makeHouse()
  const pidFile = path.join(house.root, 'pid')
  writeFileSync(
    path.join(house.lessonsDir, '01-first/demo.ts'),
    "import { writeFileSync } from 'node:fs'\nexport const network = {}\n" +
      'export const demo = () => {\n' +
      `  writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))\n` +
      '  return new Promise(() => setInterval(() => {}, 1000))\n}\n',
  )
  const env = cleanEnv(house)
  const child = spawn(process.execPath, [main, 'run', '1'], { env, stdio: 'ignore' })
  expect(await endsWith(child, pidFile)).toBe(true)
})

test('a compiler that does not end ends with the course, after its timeout, and at an abort', async () => {
  const house = makeHouse()
  const pidFile = path.join(house.root, 'pid')
  const tsc = path.join(house.root, 'tsc.mjs')
  writeFileSync(
    tsc,
    "import { renameSync, writeFileSync } from 'node:fs'\n" +
      `writeFileSync(${JSON.stringify(`${pidFile}~`)}, String(process.pid))\n` +
      // At once: it may be ended at any moment, and the file must hold the id of a process.
      `renameSync(${JSON.stringify(`${pidFile}~`)}, ${JSON.stringify(pidFile)})\nfor (;;);\n`,
  )
  const script = (limit: string): string => `
    import { firstTypeError } from ${JSON.stringify(path.join(import.meta.dirname, '../src/answers/first-type-error.ts'))}
    import { findHouse } from ${JSON.stringify(path.join(import.meta.dirname, '../src/house.ts'))}
    import { findLessons } from ${JSON.stringify(path.join(import.meta.dirname, '../src/lessons/find.ts'))}
    const house = findHouse(process.env.OVERLAP_ROOT)
    const options = { tsc: ${JSON.stringify(tsc)}, ${limit} }
    console.log(await firstTypeError(house, findLessons(house)[0], options))`
  const start = (limit: string): ReturnType<typeof spawn> =>
    spawn(process.execPath, ['--input-type=module', '--eval', script(limit)], {
      env: cleanEnv(house),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  expect(await endsWith(start('timeoutMs: 60_000'), pidFile)).toBe(true)
  for (const limit of ['timeoutMs: 500', 'signal: AbortSignal.timeout(500)']) {
    const impatient = start(limit)
    expect(String((await once(impatient.stdout!, 'data'))[0])).toBe('undefined\n')
    const pid = Number(readFileSync(pidFile, 'utf8'))
    while (isAlive(pid)) await sleep(20)
  }
})
