import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTarget } from './request.ts'

test('the short way and the way through URL agree', () => {
  const plain = fc.stringMatching(/^\/[\w~/-]{0,20}(?:\?[\w~.&=%+,-]{0,20})?$/)
  fc.assert(
    fc.property(plain, (text) => {
      const url = new URL(`http://origin${text}`)
      expect(parseTarget(text)).toEqual({ path: url.pathname, search: url.search })
    }),
  )
})

test('whatever comes is a target or none, and a path begins with a slash', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), (bytes, isPath) => {
      const text = Buffer.from(bytes).toString('latin1')
      const { path = '/' } = parseTarget(isPath ? `/${text}` : text) ?? {}
      expect(path).toMatch(/^(?:\/|\*$)/)
    }),
  )
})

test('an absolute form names its host; a path never does', () => {
  expect(parseTarget('http://a.test:81/x?y')).toEqual({
    path: '/x',
    search: '?y',
    host: 'a.test:81',
  })
  expect(parseTarget('//a.test/x')).toEqual({ path: '//a.test/x', search: '' })
})
