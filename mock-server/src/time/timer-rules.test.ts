import { describe, expect, test } from 'vitest'
import { virtualTime } from './virtual-time.ts'

const timer = (ms?: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('intervals and clearing', () => {
  test('an interval can be cleared from inside and outside, also by clearTimeout', async () => {
    using time = virtualTime()
    const beats: string[] = []
    const inside = setInterval(() => {
      beats.push(`inside ${time.nowMs}`)
      if (time.nowMs >= 20) clearInterval(inside)
    }, 10)
    const outside = setInterval(() => beats.push(`outside ${time.nowMs}`), 15)
    setTimeout(() => clearTimeout(outside), 40)
    await timer(100)
    expect(beats).toEqual(['inside 10', 'outside 15', 'inside 20', 'outside 30'])
  })

  test('clearing what is no timer does nothing', () => {
    using _ = virtualTime()
    expect(() => {
      clearTimeout(undefined)
      clearInterval(undefined)
      clearTimeout(null as never)
    }).not.toThrow()
  })
})
