/**
 * MurmurHash3_x86_32, by Austin Appleby (public domain, 2011; `MurmurHash3.cpp` in the SMHasher
 * test suite), over 32-bit words instead of bytes.
 *
 * Begin a hash with a seed, add one word after another, and finish it with their number. This makes
 * a counter-based random generator: hashing (stream, counter) needs no state, so the order of calls
 * cannot change the result.
 */
export function addWord(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  k = Math.imul(k, 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

/**
 * Finishes a hash of this many words. The finaliser lets every input bit change half of the output
 * bits.
 */
export function finish(hash: number, words: number): number {
  let h = hash ^ (words * 4)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The hash of a text, one word for each UTF-16 code unit. */
export function hashText(text: string, seed: number): number {
  let hash = seed | 0
  for (let i = 0; i < text.length; i++) hash = addWord(hash, text.charCodeAt(i))
  return finish(hash, text.length)
}
