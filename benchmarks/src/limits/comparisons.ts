/** One of ours against its peers. Each name is one of the contenders. */
export interface Comparison {
  /** How a round uses the contenders. */
  readonly how: string
  readonly ours: string
  readonly peers: readonly Peer[]
  /** A contender without any limit. Its figure is subtracted, so that only what the others add is left. */
  readonly less?: string
  /** How many calls a round makes. */
  readonly count: number
  /** How often each contender plays in a round, if not as often as in other comparisons. */
  readonly plays?: number
}

/** Whom ours is compared with. */
export interface Peer {
  readonly name: string
  /** The greatest ratio that is wanted. Missing: it is there for context. */
  readonly wanted?: number
  /** How many calls its rounds make, if not as many as ours. */
  readonly count?: number
}

/** By the time on the processor for each call. */
export const byTime: readonly Comparison[] = [
  {
    how: '10 in flight',
    ours: 'createLimit',
    peers: [{ name: 'p-limit', wanted: 0.5 }],
    less: 'no limit',
    count: 5_000,
  },
  {
    how: 'nothing waits',
    ours: 'take',
    peers: [{ name: 'p-throttle of nothing', wanted: 1 }],
    count: 5_000,
  },
  {
    how: 'nothing waits',
    ours: 'wrap',
    peers: [
      { name: 'p-throttle', wanted: 1 },
      { name: 'p-throttle, strict', wanted: 1 },
    ],
    count: 5_000,
  },
  {
    how: 'all wait',
    ours: 'take',
    peers: [{ name: 'p-throttle of nothing', wanted: 1 }],
    count: 2_000,
  },
  { how: 'all wait', ours: 'wrap', peers: [{ name: 'p-throttle', wanted: 1 }], count: 2_000 },
  {
    how: 'all wait',
    ours: 'createLock',
    peers: [{ name: 'async-mutex' }],
    count: 1_000,
  },
  {
    how: 'all wait',
    ours: 'createLock',
    peers: [{ name: 'createLock', count: 1_000 }],
    count: 100_000,
    plays: 1,
  },
]

/** By the memory of each call that waits, together with the promise of its result. */
export const byMemory: readonly Comparison[] = ['it waits', 'it waits, with an argument'].map(
  (how) => ({
    how,
    ours: 'createLimit',
    peers: [{ name: 'p-limit', wanted: 0.5 }],
    count: 100_000,
  }),
)
