import { failed, ok, scene, type CacheModel, type Caller, type Scene } from './scene.ts'

const ten: readonly [number, number][] = [
  ...Array.from({ length: 8 }, (): [number, number] => [3, 0]),
  [3, 20],
  [3, 60],
]

/** Eight callers at once and two later; a few one after another; two keys. */
export const firstShared: readonly Scene[] = [
  scene(ten),
  scene([
    [3, 0],
    [3, 20],
    [3, 60],
  ]),
  scene([
    [3, 0],
    [3, 0],
    [4, 10],
    [4, 20],
  ]),
]

const soldOut = new Error('sold out')

const twice: readonly [unknown, number][] = [
  [3, 0],
  [3, 20],
  [3, 200],
]

export const firstKept: readonly Scene[] = [
  scene(twice),
  scene(twice, { ends: [failed(soldOut), ok({ answer: 2 })] }),
  scene(twice, { ends: [failed(undefined), ok(undefined)] }),
  scene(twice.slice(1), { manner: 'at once', ends: [failed(soldOut), ok({ answer: 2 })] }),
  scene(twice.slice(1), { manner: 'at once', ends: [ok(0), failed(null)] }),
]

const why = new Error('the user left the page')

const aborting = (callers: readonly Caller[], more: Partial<Scene> = {}): Scene => ({
  ...scene([], more),
  callers,
})

const early: Caller = { arg: 3, atMs: 0, abortMs: 33, reason: why }
const stays: Caller = { arg: 3, atMs: 10 }
const leaves: Caller = { arg: 3, atMs: 20, abortMs: 53, reason: 'enough' }

export const firstAborted: readonly Scene[] = [
  aborting([early, stays]),
  aborting([stays, leaves]),
  aborting([early, leaves]),
  aborting([early, { arg: 3, atMs: 60 }, { arg: 3, atMs: 120 }]),
  aborting([early, { arg: 3, atMs: 60 }, { arg: 3, atMs: 120 }], { ignores: true }),
  aborting([{ ...early, abortMs: -1 }]),
  aborting([{ ...early, abortMs: -1 }, stays]),
  aborting([{ ...early, abortMs: 303 }, stays]),
  aborting([early, { ...leaves, abortMs: 303 }]),
  aborting([early, stays], { ends: [failed(soldOut)] }),
]

/** What a cache is given, and who comes when. */
export interface Kept {
  readonly scene: Scene
  readonly options: CacheModel
}

const plain = { ttlMs: 300, staleMs: 0, maxSize: Infinity }

const five = (atMs: number): [number, number][] => Array.from({ length: 5 }, () => [3, atMs])

export const firstCached: readonly Kept[] = [
  {
    scene: scene([
      [3, 0],
      [3, 200],
      [3, 400],
    ]),
    options: plain,
  },
  { scene: scene([[3, 0], ...five(500)]), options: plain },
  {
    scene: scene([
      [3, 0],
      [3, 200],
      [3, 480],
    ]),
    options: plain,
  },
  {
    scene: scene(
      [
        [3, 0],
        [3, 200],
      ],
      { ends: [failed(soldOut), ok(1)] },
    ),
    options: plain,
  },
  {
    scene: scene(
      [
        [3, 0],
        [3, 200],
      ],
      { ends: [ok(undefined)] },
    ),
    options: plain,
  },
  {
    scene: scene([
      [3, 0],
      [3, 900_000],
    ]),
    options: { ...plain, ttlMs: Infinity },
  },
  {
    scene: scene(
      [
        [3, 0],
        [3, 0],
      ],
      { manner: 'calls' },
    ),
    options: { ...plain, ttlMs: 0 },
  },
  {
    scene: scene([
      [1, 0],
      [2, 200],
      [1, 400],
      [3, 600],
      [1, 800],
      [2, 1000],
      [2, 1200],
    ]),
    options: { ...plain, ttlMs: 5000, maxSize: 2 },
  },
  {
    scene: scene([
      [1, 0],
      [2, 200],
      [1, 600],
      [3, 800],
      [1, 1000],
      [2, 1200],
    ]),
    options: { ...plain, ttlMs: 450, maxSize: 2 },
  },
  {
    scene: scene([
      [1, 0],
      [1, 200],
      [2, 400],
      [1, 600],
    ]),
    options: { ...plain, ttlMs: 5000, maxSize: 1 },
  },
  // The cache is full, and the value that expires was used last.
  {
    scene: scene([
      [1, 0],
      [2, 200],
      [1, 400],
      [1, 560],
      [2, 700],
    ]),
    options: { ...plain, ttlMs: 450, maxSize: 2 },
  },
]

const fading = { ttlMs: 100, staleMs: 300, maxSize: Infinity }

export const firstStale: readonly Kept[] = [
  {
    scene: scene([
      [3, 0],
      [3, 150],
      [3, 300],
      [3, 300],
      [3, 450],
    ]),
    options: fading,
  },
  { scene: scene([[3, 0], ...five(300), [3, 350]]), options: fading },
  {
    scene: scene(
      [
        [3, 0],
        [3, 300],
        [3, 420],
        [3, 450],
        [3, 600],
      ],
      { ends: [ok('old'), failed(soldOut), failed(undefined), ok('new')] },
    ),
    options: fading,
  },
  { scene: scene([[3, 0], ...five(600)]), options: fading },
  {
    scene: scene([
      [3, 0],
      [3, 480],
      [3, 520],
      [3, 550],
    ]),
    options: fading,
  },
  {
    scene: aborting([
      { arg: 3, atMs: 0 },
      { arg: 3, atMs: 300, abortMs: 310, reason: why },
      { arg: 3, atMs: 350 },
      { arg: 3, atMs: 450 },
    ]),
    options: fading,
  },
  // The value for 3 arrives while that for 1 is stale, and was used last.
  {
    scene: scene([
      [1, 0],
      [2, 110],
      [3, 250],
      [1, 300],
      [1, 380],
    ]),
    options: { ...fading, maxSize: 2 },
  },
]
