import { expect, test } from 'vitest'
import { abortReason, isAbort } from './abort.ts'

const coded = (code: string, message = 'text'): Error => Object.assign(new Error(message), { code })

test.each([
  ['an AbortError', new DOMException('aborted', 'AbortError'), true],
  ['a TimeoutError', new DOMException('late', 'TimeoutError'), true],
  ["undici's own error", coded('UND_ERR_ABORTED'), true],
  ["Node's own error", coded('ABORT_ERR'), true],
  ['an error of the program', new Error('mine'), true],
  ['a text', 'mine', true],
  ['nothing', undefined, true],
  ['a reset', coded('ECONNRESET'), false],
  ['a closed socket', coded('UND_ERR_SOCKET'), false],
  ['a response that cannot be parsed', coded('HPE_INVALID_CONSTANT'), false],
])('%s: an abort, not a failure of the network?', (_, error, expected) => {
  expect(isAbort(error)).toBe(expected)
})

test('keeps the messages of the platform, and only the names of the program', () => {
  const late = new DOMException('late', 'TimeoutError')
  expect(abortReason(late)).toBe(late)
  const ofNode = coded('ABORT_ERR')
  expect(abortReason(ofNode)).toBe(ofNode)
  expect(abortReason(new TypeError('GET /?token=s3cret'))).toBe('TypeError')
  expect(abortReason('s3cret')).toBeUndefined()
})
