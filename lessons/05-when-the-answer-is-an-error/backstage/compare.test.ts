import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('fetch and ky throw the errors that the README says', async () => {
  const all = (seen: string): Record<string, string> => ({
    'fetch + json()': seen,
    ky: seen,
    getJson: seen,
  })
  expect(await compare()).toEqual({
    'status 503': { 'fetch + json()': 'no error', ky: 'HTTPError', getJson: 'HttpError' },
    refused: { 'fetch + json()': 'TypeError', ky: 'NetworkError', getJson: 'NetworkError' },
    'reset in the body': {
      'fetch + json()': 'TypeError',
      ky: 'TypeError',
      getJson: 'NetworkError',
    },
    'not JSON': { 'fetch + json()': 'SyntaxError', ky: 'SyntaxError', getJson: 'ParseError' },
    aborted: all('the user left'),
    'blocked port': { 'fetch + json()': 'TypeError', ky: 'NetworkError', getJson: 'TypeError' },
  })
})
