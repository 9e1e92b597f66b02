import { expect, test } from 'vitest'
import { importsOf } from './imports-of.ts'

test('finds imports on one line, on several, without names, and in expressions', () => {
  const text = [
    `import type { A } from 'a'`,
    `import {\n  b,\n} from './b.ts'`,
    `import 'c'`,
    `export { d } from 'd'`,
    `const e = await import('e')`,
    `export function f(): void {\n  say('no import')\n}`,
    `export const g = 'from here'`,
  ].join('\n')
  expect(importsOf(text).toSorted()).toEqual(['./b.ts', 'a', 'c', 'd', 'e'])
})

test('an example in a doc comment imports nothing', () => {
  const text = `export interface A {}\n\n/**\n * import { b } from 'b'\n */\nexport const c = 1`
  expect(importsOf(text)).toEqual([])
})
