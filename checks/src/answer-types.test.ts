import { findHouse } from '@overlap/course'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeAnswerTypes } from './answer-types.ts'
import { runTool, tools } from './program.ts'
import { root as here } from './root.ts'

const solution = `export function double(n: number): Promise<number> {
  return Promise.resolve(2 * n)
}
`

const answers = {
  // Right, though written in other types.
  '../starter.ts': 'export const double = async (): Promise<number> => 0',
  'library/generic.ts': 'export async function double<T>(value: T): Promise<T> { return value }',
  // Each of these would fail in the check, or is wrong by itself.
  'wrong/not-a-promise.ts': 'export function double(n: number): number { return 2 * n }',
  'wrong/other-parameter.ts':
    'export const double = async (n: string): Promise<number> => n.length',
  'wrong/no-export.ts': 'export async function twice(n: number): Promise<number> { return 2 * n }',
  'wrong/error-inside.ts':
    'export async function double(n: number): Promise<number> { return String(n) }',
}

const frontMatter = '---\ntitle: a\nminutes: 1\npart: a\nexports: [double]\n---\n'

test('finds every answer whose types do not fit its lesson, and a mistake elsewhere', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'overlap-answer-types-')))
  try {
    const dir = join(root, 'lessons/23-double')
    const lesson = join(dir, 'backstage')
    for (const folder of ['wrong', 'library']) mkdirSync(join(lesson, folder), { recursive: true })
    writeFileSync(join(dir, 'README.md'), frontMatter)
    writeFileSync(join(lesson, 'solution.ts'), solution)
    for (const [file, text] of Object.entries(answers)) writeFileSync(join(lesson, file), text)
    writeFileSync(join(dir, 'exercise.ts'), 'export const work: number = "in progress"')
    writeFileSync(join(root, 'elsewhere.ts'), 'export const number: number = "text"')
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
    for (const file of ['tsconfig.json', 'tsconfig.base.json']) {
      cpSync(join(here, file), join(root, file))
    }

    const project = writeAnswerTypes(findHouse(root))
    const { code, stdout } = await runTool(tools.tsc, ['-p', project, '--types', ''])

    expect(code).not.toBe(0)
    const wrong = stdout.match(/(?:elsewhere|exercise|starter|(?:wrong|library)[/-][\w-]+)/gu)
    expect([...new Set(wrong?.map((name) => name.replace(/[/-]/u, '/')))].toSorted()).toEqual([
      'elsewhere',
      'wrong/error-inside',
      'wrong/no-export',
      'wrong/not-a-promise',
      'wrong/other-parameter',
    ])
  } finally {
    rmSync(root, { recursive: true })
  }
})
