import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
const record = readFileSync(join(root, 'docs/decisions/dependencies.md'), 'utf8')

test('docs/decisions/dependencies.md says of each dependency why it is here, and of no other', () => {
  const catalog = /^catalog:\n(?<lines>(?: .*\n)+)/mu.exec(workspace)?.groups?.['lines'] ?? ''
  const names = [...catalog.matchAll(/^ {2}'?(?<name>[@\w][\w@/.-]*)'?:/gmu)]
  expect(names.length).toBeGreaterThan(10)
  expect(new Set(recorded())).toEqual(new Set(names.map(({ groups }) => groups?.['name'])))
})

/** The names in the first column of each table. */
function recorded(): string[] {
  const cells = [...record.matchAll(/^\| (?<names>`[^|]+`) \|/gmu)]
  return cells.flatMap(({ groups }) => groups?.['names']?.match(/(?<=`)[^`,]+(?=`)/gu) ?? [])
}
