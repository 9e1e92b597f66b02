import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'

const row = (ms: number, unhandled: number): Record<string, string> => ({
  'rejects after': `${ms} ms`,
  'unhandled rejections': `${unhandled}`,
})

test('only promises that are awaited one by one leave a rejection unhandled', async () => {
  expect(await compare()).toEqual({
    'one by one': row(300, 1),
    '… with catch(() => {})': row(300, 0),
    'Promise.allSettled': row(300, 0),
    'Promise.all': row(100, 0),
  })
})

test('in Node, such a rejection ends the process, and no catch runs', () => {
  const program = `
    const slow = new Promise((resolve) => setTimeout(resolve, 60_000))
    const failing = Promise.reject(new Error('sold out'))
    try {
      await slow
      await failing
    } catch {
      console.log('caught')
    }`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('sold out')
})
