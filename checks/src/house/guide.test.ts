import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { readGuide } from './guide.ts'

const guide = readGuide(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))

test('a row names what to change, files and symbols', () => {
  const text =
    '| to change | go to |\n|---|---|\n| a bar | [`trace/bar.ts`](trace/bar.ts), `drawBar` |\n'
  expect(readGuide(text)).toEqual([
    { what: 'a bar', paths: ['trace/bar.ts'], symbols: ['drawBar'] },
  ])
})

test('CONTRIBUTING.md answers what newcomers search for', () => {
  const searches = [
    /flag/u,
    /Node/u,
    /bar/u,
    /syntax error/u,
    /number or name of a lesson/u,
    /fault/u,
    /page/u,
    /latenc/u,
    /verdict/u,
    /progress file/u,
    /GET \/products/u,
    /abort/u,
  ]
  const unanswered = searches.filter((search) => !guide.some(({ what }) => search.test(what)))
  expect(unanswered).toEqual([])
})

test.each(guide)('$what: the files and names are there', ({ paths, symbols }) => {
  expect(paths).not.toEqual([])
  for (const path of paths) expect([path, existsSync(join(root, path))]).toEqual([path, true])
  const [first = ''] = paths
  const text = statSync(join(root, first)).isFile() ? readFileSync(join(root, first), 'utf8') : ''
  for (const symbol of symbols) {
    const named = new RegExp(String.raw`(?<![\w-])${RegExp.escape(symbol)}(?![\w-])`, 'u').test(
      text,
    )
    expect([first, symbol, named]).toEqual([first, symbol, true])
  }
})
