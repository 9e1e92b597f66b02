import { expect, test } from 'vitest'
import { addWord, finish, hashText } from './murmur3.ts'

test.each([
  { text: 'test', seed: 0, hash: 0xba6bd213 },
  { text: 'test', seed: 0x9747b28c, hash: 0x704b81dc },
  { text: '', seed: 0, hash: 0 },
  { text: '', seed: 1, hash: 0x514e28b7 },
  { text: 'aaaa', seed: 0x9747b28c, hash: 0x5a97808a },
])('gives the published hash of "$text" with seed $seed', ({ text, seed, hash }) => {
  expect(hashBytes(text, seed)).toBe(hash)
})

test('changes each output bit about half of the time when one input bit changes', () => {
  const rounds = 4000
  for (let bit = 0; bit < 32; bit++) {
    const flips = Array.from({ length: 32 }, () => 0)
    for (let word = 0; word < rounds; word++) {
      const difference = hashWord(word) ^ hashWord(word ^ (1 << bit))
      for (let out = 0; out < 32; out++) flips[out] = (flips[out] ?? 0) + ((difference >>> out) & 1)
    }
    // Half of 4000 ± 7 standard deviations (√1000 ≈ 32).
    expect(Math.min(...flips)).toBeGreaterThan(2000 - 222)
    expect(Math.max(...flips)).toBeLessThan(2000 + 222)
  }
})

test('gives texts that differ in one character different hashes', () => {
  const texts = Array.from({ length: 100_000 }, (_, i) => `/products/${i}`)
  const hashes = new Set(texts.map((text) => hashText(text, 1)))
  // 100,000²/2 pairs, 2⁻³² each: about one collision.
  expect(hashes.size).toBeGreaterThan(100_000 - 8)
})

function hashWord(word: number): number {
  return finish(addWord(0, word), 1)
}

/** The published algorithm reads bytes, four to a word, the lowest first. */
function hashBytes(text: string, seed: number): number {
  let hash = seed
  const words = text.length / 4
  for (let i = 0; i < words; i++) {
    const byte = (at: number) => text.charCodeAt(i * 4 + at) << (8 * at)
    hash = addWord(hash, byte(0) | byte(1) | byte(2) | byte(3))
  }
  return finish(hash, words)
}
