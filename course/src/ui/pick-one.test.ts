import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { escaped, interrupted, pickOne } from './pick-one.ts'

/** The keyboard of a terminal, and a screen that ignores its output. */
function makeTerminal(): { input: PassThrough; output: PassThrough } {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  return { input, output: Object.assign(new PassThrough(), { columns: 80, rows: 24 }).resume() }
}

test.each([
  ['Enter', '\r', 'one'],
  ['Escape', '\u001B', escaped],
  ['Ctrl-C', '\u0003', interrupted],
])('knows %s', async (_, key, expected) => {
  const { input, output } = makeTerminal()
  const options = [{ value: 'one' }, { value: 'two' }]
  const picked = pickOne({ message: 'Which?', options, input, output })
  input.write(key)
  expect(await picked).toBe(expected)
})
