import { stripVTControlCharacters } from 'node:util'
import type { Screen } from './screen.ts'

/** A screen for tests. It presses `keys` in turn, and records its output in `shown`. */
export function fakeScreen(
  keys: readonly string[],
  { rows = 24, columns = 80 } = {},
): Screen & { readonly shown: string[] } {
  const left = [...keys]
  const shown: string[] = []
  return {
    shown,
    rows,
    columns,
    print: (text) => void shown.push(...stripVTControlCharacters(text).split('\n')),
    keyAfter: (line) => {
      shown.push(`[${stripVTControlCharacters(line)}]`)
      const key = left.shift()
      return key === undefined ? Promise.reject(new Error('No key is left')) : Promise.resolve(key)
    },
  }
}
