import { expect, test } from 'vitest'
import { markPlaces, placeAround } from './mark-places.ts'

const reach = Symbol.for('overlap.reach')

/** The texts of the places that a program reaches. */
function reachedIn(program: string): string[] {
  const { text, places } = markPlaces(program)
  const reached = new Set<number>()
  Object.assign(globalThis, { [reach]: (place: number) => reached.add(place) })
  try {
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- it is the text of this test
    ;(new Function(text) as () => unknown)()
  } finally {
    Reflect.deleteProperty(globalThis, reach)
  }
  return [...reached].map((n) => program.slice(places[n]?.from, places[n]?.to))
}

test.each([
  ['a statement after a throw', 'try { a(); throw 1; b() } catch { c() }', 'b()'],
  ['a function that nobody calls', 'function f() { b() }', 'b()'],
  ['a block', 'if (false) { b() } else { a() }', '{ b() }'],
  ['an empty block', 'try { a() } catch {  }', '{  }'],
  ['a body without braces', 'if (true) a()\nelse b()', 'b()'],
  ['a loop without a turn', 'for (const x of []) b()', 'b()'],
  ['a case', 'switch (1) { case 1: a(); break; case 2: b() }', 'b()'],
  ['an arrow function', 'const f = () => ({ b: 1 })', '{ b: 1 }'],
  ['one operand of ?:', 'const x = true ? a() : b()', 'b()'],
  ['the right operand of &&', 'const x = 0 && b()', 'b()'],
  ['the right operand of ||', 'const x = 1 || b()', 'b()'],
  ['the right operand of ??', 'const x = 1 ?? b()', 'b()'],
])('%s is not reached', (_, program, unreached) => {
  const functions = 'const a = () => 1, b = () => 2, c = () => 3\n'
  const { places } = markPlaces(functions + program)
  const texts = places.map(({ from, to }) => (functions + program).slice(from, to))
  expect(texts).toContain(unreached)
  expect(reachedIn(functions + program)).not.toContain(unreached)
})

test('what runs is reached, and does the same as before', () => {
  const program = `
    const seen = []
    label: for (const n of [1, 2, 3]) {
      if (n === 2) continue label
      seen.push(n > 2 ? 'big' : n || 'zero')
    }
    const f = async () => seen.length > 0 && seen
    switch (seen.length) { case 2: { seen.push(hoisted()); function hoisted() { return 'h' } } }
    globalThis.seen = [seen, f.length, f.name]`
  try {
    const reached = reachedIn(program)
    expect(globalThis).toHaveProperty('seen', [[1, 'big', 'h'], 0, 'f'])
    expect(reached).toEqual(
      expect.arrayContaining(['continue label', "'big'", "n || 'zero'", "return 'h'"]),
    )
    expect(reached).not.toContain("'zero'")
  } finally {
    Reflect.deleteProperty(globalThis, 'seen')
  }
})

test('finds the smallest place around a change', () => {
  const program = 'const one = 1\nfunction f(a = 2) { if (a) { return a && g(a) } }'
  const { places } = markPlaces(program)
  const around = (part: string): string | undefined => {
    const from = program.indexOf(part)
    const place = places[placeAround(places, { from, to: from + part.length }) ?? -1]
    return place && program.slice(place.from, place.to)
  }
  expect(around('g(a)')).toBe('g(a)')
  expect(around('a && g')).toBe('return a && g(a)')
  expect(around('{ return a && g(a) }')).toBe('{ return a && g(a) }')
  expect(around('if (a')).toBe('if (a) { return a && g(a) }')
  expect(around('a = 2')).toBeUndefined()
  expect(around('one = 1')).toBeUndefined()
})
