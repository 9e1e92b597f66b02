import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('fetch, ky and getJson tell their callers what the README says', async () => {
  expect(await compare()).toEqual({
    'status 503': { 'fetch + json()': 'no error', ky: 'HTTPError', getJson: 'HttpError' },
    refused: { 'fetch + json()': 'TypeError', ky: 'NetworkError', getJson: 'NetworkError' },
    'reset in mid-body': {
      'fetch + json()': 'TypeError',
      ky: 'TypeError',
      getJson: 'NetworkError',
    },
    'not JSON': { 'fetch + json()': 'SyntaxError', ky: 'SyntaxError', getJson: 'ParseError' },
  })
})
