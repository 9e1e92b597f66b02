import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the libraries wait as the README says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const rows = Object.entries(await compare()).map(
    ([name, row]) => `| ${[name, ...Object.values(row)].join(' | ')} |`,
  )
  expect(rows).toHaveLength(7)
  expect(readme).toContain(rows.join('\n'))
})
