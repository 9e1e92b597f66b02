import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'

vi.setConfig({ testTimeout: 60_000 })

const { house, remove } = createHouse()
const dir = path.join(house.lessonsDir, '01-first')
const runner = startRunner({ root: house.root, stepTimeoutMs: 30_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

// A check with a diagnosis for every outcome. It names the reason of a rejection.
writeFileSync(
  path.join(dir, 'backstage/check.test.ts'),
  `import { simulate } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { test } from 'vitest'
import { loadAll } from '#lesson'
test('loads', async () => {
  const run = await simulate({ routes: { '/todos/1': { failures: [{ kind: 'refused' }] } } }, (api) =>
    loadAll([1, 2].map((id) => api.url('/todos/' + id))))
  diagnose(run, [
    [run.outcome === 'rejected', 'Your promise rejected with ' + run.reason + '.'],
    [true, 'Your list is empty.'],
  ])
})`,
)

async function messageFor(...lines: string[]): Promise<string> {
  writeFileSync(path.join(dir, 'exercise.ts'), lines.join('\n'))
  const [verdict] = await runner.run([{ lesson: '1', answer: 'exercise' }])
  expect(verdict?.steps[0]).toMatchObject({ state: 'failed', diagnosis: expect.any(String) })
  return verdict?.steps[0]?.message ?? ''
}

test('shows where the learner’s code threw the error that a diagnosis names', async () => {
  const said = await messageFor(
    'export async function loadAll(urls: string[]) {',
    '  await fetch(urls[1]!)',
    '  return (urls as any).mup(fetch)',
    '}',
  )
  expect(said).toBe(
    [
      'Your promise rejected with TypeError: urls.mup is not a function.',
      '  at exercise.ts:3',
      '  3 |   return (urls as any).mup(fetch)',
      '    |                        ^',
    ].join('\n'),
  )
})

test('also names a bug whose rejection nothing handled, before its place', async () => {
  const said = await messageFor(
    'export function loadAll(urls: string[]) {',
    '  urls.forEach(async () => {',
    '    await fetch(urls[1]!)',
    '    ;(urls as any).nope()',
    '  })',
    '  return Promise.resolve([])',
    '}',
  )
  expect(said).toMatch(
    /^Your list is empty\.\nYour code threw `TypeError: .*nope is not a function`/,
  )
  expect(said).toContain('at exercise.ts:4')
})

test('keeps the pictures where a call failed, which is not a bug', async () => {
  const said = await messageFor(
    'export const loadAll = (urls: string[]) => Promise.all(urls.map((url) => fetch(url)))',
  )
  expect(said).toMatch(/^Your promise rejected with TypeError: fetch failed\.\n\nseen\n/)
  expect(said).not.toContain('at exercise.ts')
})

test('shows no place where the learner’s code throws on purpose', async () => {
  const said = await messageFor(
    'export async function loadAll(urls: string[]) {',
    '  await fetch(urls[1]!)',
    "  throw new TypeError('no such list')",
    '}',
  )
  expect(said).toMatch(/^Your promise rejected with TypeError: no such list\.\n\nseen\n/)
})
