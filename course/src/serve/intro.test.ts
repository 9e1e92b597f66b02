import { stripVTControlCharacters } from 'node:util'
import { serveMockApi } from '@overlap/mock-server/serve'
import { expect, test } from 'vitest'
import { introLines, type Screen } from './intro.ts'

async function linesOn(screen: Screen | undefined, host = '127.0.0.1'): Promise<string[]> {
  await using api = await serveMockApi({}, { port: 0, host })
  return introLines(api, { port: 0, host }, screen).map(stripVTControlCharacters)
}

test.each([
  [24, 80, '127.0.0.1'],
  [24, 80, '0.0.0.0'],
  [24, 100, '127.0.0.1'],
])('fits %i rows of %i columns with the live line, served at %s', async (rows, columns, host) => {
  const lines = await linesOn({ rows, columns }, host)
  expect(lines.length + 1).toBeLessThan(rows)
  expect(lines.filter((line) => line.length > columns)).toEqual([])
  expect(lines.join('\n')).toMatch(/served at http:.* GET \/products\/:id\/stock/s)
})

test('tells what each route does where there is room, and in a file', async () => {
  for (const screen of [{ rows: 60, columns: 120 }, undefined]) {
    expect((await linesOn(screen)).join('\n')).toMatch(/GET {2}\/products\/:id +A product/)
  }
})
