/**
 * Makes a stream of random numbers between 0 and 1, without 0 and 1. Equal seeds make equal streams.
 *
 * SplitMix with 32 bits (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
 * The numbers repeat after 2³² of them.
 */
function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 2 ** 32
  }
}

/** Makes a stream of exponentially distributed times with this mean: the gaps of a Poisson process. */
export function createExponential(seed: number, meanMs: number): () => number {
  const random = createRandom(seed)
  return () => -meanMs * Math.log(random())
}
