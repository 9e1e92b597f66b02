import { batchScene, type BatchScene } from './batch-play.ts'
import type { Caller } from './scene.ts'

const why = new Error('the user left the page')

export const firstBatches: readonly BatchScene[] = [
  batchScene([
    [1, 0],
    [2, 0],
    [3, 10],
  ]),
  batchScene([
    [1, 0],
    [2, 0],
    [1, 10],
  ]),
  batchScene(
    [
      [1, 0],
      [2, 0],
      [3, 0],
    ],
    { bad: [2] },
  ),
  batchScene(
    [
      [1, 0],
      [2, 10],
      [3, 20],
      [4, 30],
    ],
    { maxSize: 2 },
  ),
  batchScene([
    [1, 0],
    [2, 10],
    [3, 20],
    [4, 30],
  ]),
  batchScene([
    [1, 0],
    [1, 60],
    [1, 200],
  ]),
  batchScene(
    [
      [1, 0],
      [2, 0],
    ],
    { ends: ['rejects'] },
  ),
  batchScene(
    [
      [1, 0],
      [2, 0],
    ],
    { ends: ['throws'] },
  ),
  batchScene(
    [
      [1, 0],
      [2, 0],
    ],
    { ends: ['short'] },
  ),
  batchScene(
    [
      [1, 0],
      [2, 0],
    ],
    { ends: ['no array'] },
  ),
  {
    callers: [
      { arg: 1, atMs: 0 },
      { arg: 2, atMs: 0 },
      { arg: 3, atMs: 0 },
    ],
    latencyMs: 105,
    bad: [],
    ends: ['values'],
  },
]

const batchOf = (...callers: Caller[]): BatchScene => ({ ...batchScene([]), callers })
const gone = (arg: unknown, atMs: number, abortMs: number): Caller => ({
  arg,
  atMs,
  abortMs,
  reason: why,
})

export const firstBatchAborts: readonly BatchScene[] = [
  batchOf(gone(1, 0, 61), { arg: 2, atMs: 0 }),
  batchOf(gone(1, 0, 11), { arg: 2, atMs: 0 }),
  batchOf(gone(1, 0, 11), { arg: 2, atMs: 30 }),
  batchOf(gone(1, 0, 61), gone(2, 0, 71)),
  batchOf(gone(1, 0, 61), { arg: 1, atMs: 0 }),
  batchOf(gone(1, 0, 11)),
  batchOf(gone(1, 0, 61), gone(2, 0, 71), { arg: 1, atMs: 80 }),
  batchOf(gone(1, 0, 61), { arg: 2, atMs: 50 }, { arg: 3, atMs: 70 }),
]
