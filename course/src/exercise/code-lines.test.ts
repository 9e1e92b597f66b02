import { expect, test } from 'vitest'
import { codeLines } from './code-lines.ts'

const textsOf = async (code: string): Promise<string[]> =>
  (await codeLines(code)).map(({ text, number }) => `${number} ${text}`)

test('leaves documentation comments out, and knows where the rest is', async () => {
  const code = `import { a } from './a.ts'

/**
 * Doubles – a number.
 *
 * @returns The double.
 */
export function double(
  /** A number. */
  n: number,
  by = 2 /** By default 2. */,
): number {
  // The comment of somebody who thinks.
  return n * by /* both */
}
`
  expect(await textsOf(code)).toEqual([
    "1 import { a } from './a.ts'",
    '2 ',
    '8 export function double(',
    '10   n: number,',
    '11   by = 2 ,',
    '12 ): number {',
    '13   // The comment of somebody who thinks.',
    '14   return n * by /* both */',
    '15 }',
  ])
})

test('leaves what only looks like a comment', async () => {
  const code = 'const a = "/** no */"\nconst b = `/** no */`\nconst c = /\\/** no *\\//\n/** yes */'
  expect(await textsOf(code)).toEqual([
    '1 const a = "/** no */"',
    '2 const b = `/** no */`',
    '3 const c = /\\/** no *\\//',
  ])
})

test('reads code that is no TypeScript yet, and Windows line ends', async () => {
  expect(await textsOf('/** yes */\r\nexport const a = (\r\n')).toEqual(['2 export const a = ('])
  expect(await textsOf('const a = "\n/** perhaps */')).toEqual([
    '1 const a = "',
    '2 /** perhaps */',
  ])
  expect(await textsOf('')).toEqual([])
})
