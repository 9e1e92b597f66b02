import { expect, test } from 'vitest'
import { privateUrl, publicUrl, withoutDigest } from './private-url.ts'

test('hides queries, and still tells them apart', () => {
  const url = privateUrl('http://shop.test/search?token=s3cret')
  expect(url).toMatch(/^http:\/\/shop\.test\/search\?~[\da-f]{12}$/u)
  expect(privateUrl('http://shop.test/search?token=s3cret')).toBe(url)
  expect(privateUrl('http://shop.test/search?token=other')).not.toBe(url)
  expect(withoutDigest(url)).toBe('http://shop.test/search')
})

test('leaves out user, password and fragment in any case', () => {
  expect(privateUrl('http://ann:s3cret@shop.test/#me')).toBe('http://shop.test/')
  expect(publicUrl('https://ann:s3cret@shop.test/a@b?to=c@d#me')).toBe(
    'https://shop.test/a@b?to=c@d',
  )
  expect(publicUrl('https://shop.test/a@b')).toBe('https://shop.test/a@b')
})

test('keeps a URL without a query, and a query that is no digest', () => {
  expect(privateUrl('http://shop.test/products/1')).toBe('http://shop.test/products/1')
  expect(withoutDigest('http://shop.test/search?q=tea')).toBe('http://shop.test/search?q=tea')
})
