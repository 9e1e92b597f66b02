import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readKey } from './key.ts'

function keyboard() {
  const raw: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isRaw: false,
    setRawMode: (on: boolean) => void raw.push(on),
  })
  return { input, raw }
}

test.each([
  ['a letter', 'x', 'x'],
  ['Space', ' ', 'space'],
  ['Enter', '\r', 'return'],
  ['an arrow', '\u001B[B', 'down'],
  ['a character of two bytes', 'ü', 'ü'],
  ['q', 'q', 'q'],
  ['Q', 'Q', 'q'],
  ['Ctrl-C', '\u0003', 'quit'],
  ['Ctrl-D', '\u0004', 'quit'],
  ['Escape', '\u001B', 'q'],
])('reads %s', async (_, typed, name) => {
  const { input, raw } = keyboard()
  const key = readKey(input)
  input.write(typed)
  expect(await key).toBe(name)
  expect(raw).toEqual([true, false])
  expect(input.isPaused()).toBe(true)
  expect(input.listenerCount('keypress')).toBe(0)
})

test('takes the end of the input for a wish to quit', async () => {
  const { input } = keyboard()
  const key = readKey(input)
  input.end()
  expect(await key).toBe('quit')
})
