import { expect, test } from 'vitest'
import { compareUndici } from './compare-undici.ts'
import { compare } from './compare.ts'

test('each way of setting a timeout does what the README says', async () => {
  const both = { 'no headers': '300 ms, aborted', 'no body': '300 ms, aborted' }
  expect(await compare()).toEqual({
    'p-timeout': {
      'no headers': '300 ms, runs on',
      'no body': '300 ms, runs on',
      'timeout of 30 days': 'the answer',
    },
    'p-timeout with cancel': { ...both, 'timeout of 30 days': 'the answer' },
    'a timer until fetch resolves': {
      'no headers': '300 ms, aborted',
      'no body': 'never',
      'timeout of 30 days': '1 ms, aborted',
    },
    'await ky(url).json()': {
      'no headers': '300 ms, aborted',
      'no body': '400 ms, aborted',
      'timeout of 30 days': 'RangeError',
    },
    '(await ky(url)).json()': {
      'no headers': '300 ms, aborted',
      'no body': 'never',
      'timeout of 30 days': 'RangeError',
    },
    'ky, totalTimeout': { ...both, 'timeout of 30 days': 'RangeError' },
    'AbortSignal.timeout': { ...both, 'timeout of 30 days': '1 ms, aborted' },
    withTimeout: { ...both, 'timeout of 30 days': 'the answer' },
  })
})

test('undici watches for silence, not for the time that a call takes', async () => {
  expect(await compareUndici()).toEqual({
    'no headers': 'HeadersTimeoutError',
    'a body that drips': 'the answer',
  })
})
