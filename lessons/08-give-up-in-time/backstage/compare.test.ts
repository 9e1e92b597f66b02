import { expect, test } from 'vitest'
import { compareSignals } from './compare-signals.ts'
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
    'ky, totalTimeout, (await ky(url)).json()': {
      'no headers': '300 ms, aborted',
      'no body': 'never',
      'timeout of 30 days': 'RangeError',
    },
    'AbortSignal.timeout': { ...both, 'timeout of 30 days': '1 ms, aborted' },
    withTimeout: { ...both, 'timeout of 30 days': 'the answer' },
  })
})

test('AbortSignal.timeout takes only whole milliseconds in Node', () => {
  expect(() => AbortSignal.timeout(599.9)).toThrow(RangeError)
  expect(() => AbortSignal.timeout(Infinity)).toThrow(RangeError)
})

test('undici limits the wait for the headers, and the silence in a body', async () => {
  expect(await compareUndici()).toEqual({
    'no headers': 'HeadersTimeoutError',
    'headers that drip': 'HeadersTimeoutError',
    'a body that trickles in': 'the answer',
  })
})

test('a signal of AbortSignal.any is collected unless a listener is left', async () => {
  expect(await compareSignals()).toEqual({
    'any([caller])': 'collected',
    'any([caller]), listener removed': 'collected',
    'any([caller]), listener left': 'in memory',
    'timeout(ms)': 'collected',
    'timeout(ms), listener left': 'in memory',
    'timeout(ms), used in any([caller, …])': 'in memory',
  })
})
