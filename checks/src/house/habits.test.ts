import { homedir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { halfTests, machinePaths, tooLong } from './habits.ts'
import { importsOf, wrongImports } from './rooms.ts'

// What is forbidden is put together here, so that this file does not contain it.
const focused = ['test', 'only'].join('.')
const home = ['', 'home', 'ada', 'overlap'].join('/')

describe('imports', () => {
  test('are found on one line, on several, without names, and in expressions', () => {
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

  test.each([
    ['trace/src/a.ts', '@overlap/mock-server'],
    ['mock-server/src/a.ts', '@overlap/course'],
    ['course/src/a.ts', '@overlap/checks'],
    ['docs/src/a.ts', '@overlap/checks'],
    ['lessons/02-all-at-once/demo.ts', '@overlap/lesson-03'],
    ['trace/src/a.ts', '../../mock-server/src/b.ts'],
    ['course/src/a.ts', '../../trace/src/index.ts'],
  ])('may not go from %s to %s', (path, specifier) => {
    expect(wrongImports({ path, text: `import { a } from '${specifier}'` })).toEqual([
      expect.stringContaining(`${path} imports ${specifier}`),
    ])
  })

  test.each([
    ['mock-server/src/a.ts', '@overlap/trace'],
    ['checks/src/a.ts', '@overlap/course'],
    ['course/src/a.ts', './b.ts'],
    ['course/src/deep/a.ts', '../b.ts'],
    ['lessons/03-start-then-await/demo.ts', '@overlap/lesson-02'],
    ['lessons/03-start-then-await/demo.ts', '#lesson'],
    ['trace/src/a.ts', 'vitest'],
    ['vitest.config.ts', './trace/src/vitest.ts'],
  ])('may go from %s to %s', (path, specifier) => {
    expect(wrongImports({ path, text: `import { a } from '${specifier}'` })).toEqual([])
  })
})

describe('habits', () => {
  test('a file of 251 lines is too long, one of 250 is not', () => {
    expect(tooLong({ path: 'a.ts', text: 'x\n'.repeat(250) })).toEqual([])
    expect(tooLong({ path: 'a.ts', text: 'x\n'.repeat(251) })).toHaveLength(1)
    expect(tooLong({ path: 'a.test.ts', text: 'x\n'.repeat(350) })).toEqual([])
    expect(tooLong({ path: 'a.test.ts', text: 'x\n'.repeat(351) })).toHaveLength(1)
    expect(tooLong({ path: 'a.md', text: 'x\n'.repeat(251) })).toEqual([])
  })

  test('a home, and the place where the repository is, are paths of a machine', () => {
    const found = (text: string): string[] => machinePaths({ path: 'a.md', text }, '/srv/clone')
    expect(found(`see ${home}`)).toHaveLength(1)
    expect(found('cd /srv/clone && npm test')).toHaveLength(1)
    expect(found(`${homedir()}/notes`)).not.toEqual([])
    expect(found('GET https://example.com/home/page and /products/1')).toEqual([])
  })

  test('a focused test is found, one under a condition is allowed', () => {
    const found = (text: string): string[] => halfTests({ path: 'a.test.ts', text })
    expect(found(`${focused}('x', () => {})`)).toEqual([`a.test.ts has ${focused}`])
    expect(found(`test.skipIf(noBrowser)('x', () => {})`)).toEqual([])
  })
})
