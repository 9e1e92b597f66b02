import { expect, test } from 'vitest'
import { FrozenGlobals } from './frozen-globals.ts'

test('notes each global that was to be frozen, and leaves it open; freezes every other object', () => {
  const { freeze, seal, preventExtensions } = Object
  const { preventExtensions: prevent } = Reflect
  try {
    const frozen = new FrozenGlobals()
    expect(Object.freeze(globalThis)).toBe(globalThis)
    Object.seal(Array.prototype)
    Object.preventExtensions(Math)
    expect(Reflect.preventExtensions(Math)).toBe(true)
    expect(Object.isFrozen(Object.freeze({ own: 1 }))).toBe(true)
    expect(frozen.take()).toEqual(['globalThis', 'Array.prototype', 'Math'])
    expect(frozen.take()).toEqual([])
    expect([globalThis, Array.prototype, Math].every(Object.isExtensible)).toBe(true)
  } finally {
    Object.assign(Object, { freeze, seal, preventExtensions })
    Reflect.preventExtensions = prevent
  }
})
