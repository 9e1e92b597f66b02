import { expect, test } from 'vitest'
import { endlessLoop, guardLoops } from './guard-loops.ts'

const run = (text: string): unknown =>
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- it is the text of this test
  (new Function(guardLoops(text)) as () => unknown)()

// In modules, which are parsed here, there is no `return` outside of functions.
const inFunction = (body: string): string => `const f = () => {${body}}; globalThis.seen = f()`

test.each([
  'while (true) {}',
  'while (true);',
  'for (;;) {}',
  'do {} while (true)',
  'outer: while (true) { continue outer }',
  'if (true) while (true) {} else ;',
  'for (let i = 0; i < 3; i++) { for (;;) { } }',
])('ends %s', (loop) => {
  expect(() => run(loop)).toThrow(endlessLoop)
})

test('changes nothing in a loop that ends, and keeps each line', () => {
  const body = `
    const seen = []
    for (const n of [1, 2, 3, 4]) {
      if (n === 2) continue
      seen.push(n)
    }
    for (let i = 0; i < 2; i++) seen.push(i)
    for (const key in { a: 1 }) seen.push(key)
    outer: for (const a of [1, 2]) for (const b of [1, 2]) if (b === 2) continue outer
    return seen`
  const text = inFunction(body)
  try {
    run(text)
    expect(globalThis).toHaveProperty('seen', [1, 3, 4, 0, 1, 'a'])
  } finally {
    delete (globalThis as { seen?: unknown }).seen
  }
  expect(guardLoops(text).split('\n')).toHaveLength(text.split('\n').length)
  expect(guardLoops('a()\n')).toBe('a()\n')
})
