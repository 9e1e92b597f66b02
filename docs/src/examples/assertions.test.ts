import { expect, test } from 'vitest'
import { withAssertions } from './assertions.ts'

test('compares the value of an expression with the one behind its arrow', () => {
  expect(withAssertions('const a = 1\na + 1 // → 2\n')).toEqual({
    code: 'const a = 1\n$shows(a + 1, (2), "2") // → 2\n',
    results: 1,
  })
})

test('takes a value from the lines below', () => {
  const { code } = withAssertions('await f()\n// → {\n//     a: 1,\n//   }\n')
  expect(code).toContain('$shows(await f(), ({   a: 1, }), "{   a: 1, }")')
})

test('compares what is printed, line for line', () => {
  const { code } = withAssertions('console.log(a, b)\n// → one\n//     two\n//\n//   three\n')
  expect(code).toContain('$prints("one\\n  two\\n\\nthree")(a, b)')
})

test('finds results within functions', () => {
  const { results } = withAssertions('f(() => {\n  a // → 1\n})\nb // → 2')
  expect(results).toBe(2)
})

test('refuses a result that belongs to no expression', () => {
  expect(() => withAssertions('const a = 1 // → 1')).toThrow(/directly behind/u)
  expect(() => withAssertions('a // → 1\n// → 2')).toThrow(/directly behind/u)
})
