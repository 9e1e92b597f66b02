import { getJson } from '@overlap/lesson-05'
import { simulate } from '@overlap/mock-server'
import { handleWhen, retry as cockatielRetry } from 'cockatiel'
import pRetry, { AbortError } from 'p-retry'
import { expect, test } from 'vitest'
import { compareUndici } from './compare-undici.ts'
import { compare } from './compare.ts'
import { isTransient } from './solution.ts'

const rows = (...values: string[]): Record<string, string> =>
  Object.fromEntries(
    ['p-retry', 'cockatiel', 'ky', 'retry, placeOrder'].map((name, i) => [name, values[i] ?? '']),
  )

test('each library retries what the README says', async () => {
  expect(await compare()).toEqual({
    'GET, 503': rows('3, HttpError', '3, HttpError', '3, HTTPError', '3, HttpError'),
    'GET, 400': rows('3, HttpError', '3, HttpError', '1, HTTPError', '1, HttpError'),
    'POST, 503': rows('3, HttpError', '3, HttpError', '1, HTTPError', '1, HttpError'),
    'POST, answer lost': rows('2 placed', '2 placed', '1 placed', '1 placed'),
    'body breaks off': rows('2, arrives', '2, arrives', '1, TypeError', '2, arrives'),
    'Retry-After': rows('ignored', 'ignored', 'obeyed', 'ignored'),
    'aborted in the pause': rows(
      'rejects right away',
      'rejects 200 ms later',
      'rejects right away',
      'rejects right away',
    ),
    'attempts after that': rows('0', '1', '0', '0'),
  })
})

test('undici knows methods and statuses, and turns an error status into a rejected fetch', async () => {
  expect(await compareUndici()).toEqual({
    'GET, 503': '3, TypeError',
    'GET, 400': '1, status 400',
    'POST, 503': '1, TypeError',
    'POST, 503, throwOnError: false': '1, status 503',
    'POST, answer lost': '1 placed',
    'body breaks off': '2, TypeError',
    'Retry-After': 'obeyed',
    'aborted in the pause': 'rejects right away',
    'attempts after that': '0',
  })
})

test('an attempt can end p-retry with its AbortError', async () => {
  const error = new Error('no')
  let begun = 0
  const end = pRetry(() => {
    begun += 1
    throw new AbortError(error)
  })
  await expect(end).rejects.toBe(error)
  expect(begun).toBe(1)
})

test('p-retry and cockatiel accept isTransient', async () => {
  const policy = cockatielRetry(handleWhen(isTransient), { maxAttempts: 2 })
  for (const get of [
    (url: string) =>
      pRetry(() => getJson(url), { retries: 2, shouldRetry: ({ error }) => isTransient(error) }),
    (url: string) => policy.execute(() => getJson(url)),
  ]) {
    for (const [status, attempts] of [
      [503, 3],
      [400, 1],
    ] as const) {
      const run = await simulate({ failures: [{ kind: 'status', status }] }, (api) =>
        get(api.url('/products/3')),
      )
      expect(run).toHaveCalls(attempts)
    }
  }
})
