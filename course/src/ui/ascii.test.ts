import { expect, test } from 'vitest'
import { isAsciiOnly, toAscii } from './ascii.ts'

test.each([
  [{}, false],
  [{ LANG: 'en_US.UTF-8' }, false],
  [{ LANG: 'C.utf8' }, false],
  [{ LANG: 'C' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, true],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'POSIX' }, true],
  [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, false],
  [{ TERM: 'dumb' }, true],
])('knows from %j whether ASCII is all there is: %s', (env, expected) => {
  expect(isAsciiOnly(env)).toBe(expected)
})

test('writes everything in ASCII', () => {
  expect(toAscii('✓ 02 · café … 3×4 ≤ 12 漢')).toBe('+ 02 - cafe ... 3x4 <= 12 ?')
  expect(toAscii('\u001B[1mbold\u001B[22m\n')).toBe('\u001B[1mbold\u001B[22m\n')
})
