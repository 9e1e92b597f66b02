import { expect, test } from 'vitest'
import { aboutPython, findPython } from './python.ts'

test('a Python that is missing, or cannot import aiohttp, is passed over', async () => {
  // Node is a program that fails, as a Python without aiohttp does.
  expect(await findPython([['no-such-python'], [process.execPath]])).toBeUndefined()
})

test('without aiohttp, the report says so and how to install it', () => {
  expect(aboutPython(undefined)).toMatch(/^aiohttp was skipped, .*pip install aiohttp/)
})

test('with aiohttp, the report says what it runs on', () => {
  const python = { command: ['python3'], aiohttp: '3.13.1', python: '3.14.0' }
  expect(aboutPython({ ...python, extensions: true, uvloop: null })).toBe(
    "aiohttp 3.13.1 with its C extensions, on Python 3.14.0 with asyncio's own event loop.",
  )
  expect(aboutPython({ ...python, extensions: false, uvloop: '0.22.1' })).toBe(
    "aiohttp 3.13.1 without its C extensions, on Python 3.14.0 with asyncio's own event loop and uvloop 0.22.1.",
  )
})
