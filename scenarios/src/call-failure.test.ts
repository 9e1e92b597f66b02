import { simulate } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { carriesCallFailure, lostErrorSentences } from './call-failure.ts'

/** The sentence about a run whose promise rejected with this reason. */
async function sentenceFor(reason: unknown): Promise<string | undefined> {
  const run = await simulate({}, () => Promise.reject(reason as Error))
  const sentences = lostErrorSentences(run, 'refused', 'The call failed at 50 ms')
  return sentences.find(([happened]) => happened)?.[1]
}

const fetchFailed = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })

test('says nothing about the error of the call, or one that wraps it', async () => {
  expect(await sentenceFor(fetchFailed)).toBeUndefined()
  expect(await sentenceFor(new Error('no page', { cause: fetchFailed }))).toBeUndefined()
  expect(await sentenceFor(new AggregateError([fetchFailed]))).toBeUndefined()
})

test('asks for a catch that swallows the error when the code after it broke', async () => {
  expect(await sentenceFor(new TypeError('undefined is not iterable'))).toMatch(
    /instead of the call's TypeError\. Does a `catch` in your code swallow the call's error/,
  )
})

test('says how to keep the error behind one of your own', async () => {
  expect(await sentenceFor(new Error('no page'))).toMatch(
    /with `Error: no page` instead of the call's TypeError\. Rethrow the call's error, or wrap it/,
  )
  expect(await sentenceFor(new Error('no page', { cause: 'fetch failed' }))).toMatch(
    /the `cause` of your error is only the text/,
  )
  expect(await sentenceFor(new TypeError('fetch failed'))).toMatch(/has only the message of the/)
})

test.each([
  ['refused', fetchFailed, true],
  ['garbage', fetchFailed, false],
  ['garbage', new SyntaxError('Unexpected token'), true],
  ['refused', new TypeError('fetch failed'), false],
  ['reset-body', 'fetch failed', false],
] as const)('after %s, carries the failure: %s → %s', (kind, error, expected) => {
  expect(carriesCallFailure(kind, error)).toBe(expected)
})
