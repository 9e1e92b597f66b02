import { expect, test } from 'vitest'
import { privateHeaders } from './private-headers.ts'

test.each([
  ['location', '/cb?code=s3cret', '/cb'],
  ['location', 'https://ann:s3cret@shop.test/cb?code=s3cret#s3cret', 'https://shop.test/cb'],
  ['Location', '?code=s3cret', ''],
  ['location', 'cb?code=s3cret', 'cb'],
  ['referer', 'http://shop.test/search?q=s3cret', 'http://shop.test/search'],
  ['x-forwarded-uri', '/a?token=s3cret', '/a'],
  ['x-original-url', 'a?token=s3cret', 'a'],
  ['refresh', '5; url=next?code=s3cret', '5; url=next'],
  [
    'link',
    '<https://shop.test/items?after=s3cret>; rel="next"',
    '<https://shop.test/items>; rel="next"',
  ],
  ['x-debug', 'from /a?b=s3cret to http://b.test/?c=s3cret', 'from /a to http://b.test/'],
])('%s: %s loses its query', (name, value, shown) => {
  expect(privateHeaders([[name, value]])).toEqual([[name, shown]])
})

test.each([
  ['accept', 'text/html;q=0.9, */*;q=0.8'],
  ['user-agent', 'Mozilla/5.0 (X11; Linux) curl/8'],
  ['content-type', 'text/plain; charset=utf-8'],
  ['etag', 'W/"a#b"'],
  ['x-question', 'why?'],
])('%s: %s stays as it is', (name, value) => {
  expect(privateHeaders([[name, value]])).toEqual([[name, value]])
})
