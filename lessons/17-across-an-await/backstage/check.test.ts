import { everyScenario, fc, oneScenario, reasons } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { addToBasket, createLock, latest, lockPerKey } from '#lesson'
import { judgeAborts, judgeClickAborts } from './abort-rules.ts'
import { calmClicks, failingClicks, judgeClicks, judgeFailure } from './basket-rules.ts'
import { judgeKeyAborts, judgeKeys, judgeTwoMaps } from './key-rules.ts'
import { judgeLatest, judgeNoFunction } from './latest-rules.ts'
import { searching } from './latest-scenes.ts'
import { judgeDisposals, judgeTurns, judgeTwoLocks, oneLock } from './lock-rules.ts'
import { forgetful, holders, impatient, keyed } from './lock-scenes.ts'
import { crowds, judgePace } from './pace-rules.ts'
import { judgeRefusals, judgeTabs, refusals } from './tab-rules.ts'

const draws = 12

const tea = { productId: 1, quantity: 1 }
const pot = { productId: 2, quantity: 1 }
const cup = { productId: 3, quantity: 4 }
const left = new Error('the user left the page')

describe('Your task', () => {
  test('gives the lock to one at a time, first come, first served', async () => {
    await everyScenario(
      holders,
      {
        first: [
          [
            { atMs: 0, holdMs: 100 },
            { atMs: 0, holdMs: 50 },
            { atMs: 21, holdMs: 80 },
          ],
          [
            { atMs: 0, holdMs: 100, turns: 2 },
            { atMs: 21, holdMs: 50 },
          ],
        ],
        draws,
      },
      (scene) => judgeTurns(oneLock(createLock), scene),
    )()
    await oneScenario(() => judgeTwoLocks(createLock))()
  })

  test(
    'releases the lock only once for each slot',
    everyScenario(
      forgetful,
      {
        first: [
          [
            { atMs: 0, holdMs: 100, disposals: 2, againMs: 23 },
            { atMs: 0, holdMs: 80 },
            { atMs: 21, holdMs: 50 },
          ],
        ],
        draws,
      },
      (scene) => judgeDisposals(oneLock(createLock), scene),
    ),
  )

  test('adds every item in the order of the clicks, however the answers arrive', async () => {
    await everyScenario(
      calmClicks,
      {
        first: [
          { items: [tea, pot] },
          { items: [tea, tea] },
          { items: [tea, pot, cup] },
          { items: [tea, pot], lastMs: 10 },
        ],
        draws,
      },
      (scene) => judgeClicks(addToBasket, scene),
    )()
    await oneScenario(() => judgePace(addToBasket, [3]))()
  })

  test(
    'rejects the click whose call fails, and goes on with the next one',
    everyScenario(
      failingClicks,
      {
        first: [
          { items: [tea, pot], fails: { method: 'PUT', every: 1 } },
          { items: [tea, pot, cup], fails: { method: 'GET', every: 2 } },
        ],
        draws,
      },
      (scene) => judgeFailure(addToBasket, scene),
    ),
  )
})

describe('Go further', () => {
  test('lets different baskets overlap, and leaves no lock behind', async () => {
    await everyScenario(
      keyed,
      {
        first: [
          [
            { atMs: 0, holdMs: 100, key: 'Ann' },
            { atMs: 0, holdMs: 50, key: 'Bob' },
            { atMs: 21, holdMs: 80, key: 'Ann' },
          ],
          [
            { atMs: 0, holdMs: 20, key: 'Ann', disposals: 2, againMs: 33 },
            { atMs: 21, holdMs: 80, key: 'Ann' },
            { atMs: 52, holdMs: 80, key: 'Ann' },
          ],
        ],
        draws,
      },
      (scene) => judgeKeys(lockPerKey, scene),
    )()
    await everyScenario(crowds, { first: [[1, 1]], draws }, (crowd) =>
      judgePace(addToBasket, crowd),
    )()
    await oneScenario(() => judgeTwoMaps(lockPerKey))()
    await oneScenario(() => judgeKeyAborts(createLock, lockPerKey))()
  })

  test('leaves the queue when the signal aborts', async () => {
    const holder = { atMs: 0, holdMs: 100 }
    await everyScenario(
      impatient,
      {
        first: [
          [holder, { ...holder, abortMs: 33, reason: left }, { ...holder, holdMs: 50 }],
          [{ ...holder, abortMs: -1, reason: left }],
          [{ ...holder, abortMs: 33, reason: left }, holder],
        ],
        draws,
      },
      (scene) => judgeAborts(oneLock(createLock), scene),
    )()
    await everyScenario(
      fc.record({
        abortMs: fc.constantFrom<number>(-1, 53, 253, 453, 553),
        reason: reasons.filter((reason) => reason !== undefined),
      }),
      { first: [53, 453, 553, -1].map((abortMs) => ({ abortMs, reason: left })), draws: 6 },
      (scene) => judgeClickAborts(addToBasket, scene),
    )()
  })

  test('keeps what another tab has written', async () => {
    await oneScenario(() => judgeTabs(addToBasket, { items: [tea], others: [pot] }))()
    await everyScenario(
      refusals,
      {
        first: [
          { fault: 412, first: 8 },
          { fault: 412, first: 4 },
          { fault: 'reset', first: 1 },
          { fault: 500, first: 1 },
        ],
        draws,
      },
      (scene) => judgeRefusals(addToBasket, scene),
    )()
  })

  test('lets only the newest call count, and aborts the older ones', async () => {
    const search = { atMs: 0, latencyMs: 300, end: 'resolves', value: 'teapots' } as const
    const newer = { ...search, atMs: 52, latencyMs: 100, value: 'tea' }
    await everyScenario(
      searching,
      {
        first: [
          { searches: [search, newer], ignores: true },
          { searches: [search, newer, { ...newer, atMs: 124 }], ignores: false },
          {
            searches: [{ ...search, latencyMs: 50 }, newer, { ...search, atMs: 52 }],
            ignores: true,
          },
          {
            searches: [
              { ...search, end: 'throws', value: left, abortMs: 33, reason: 'enough' },
              newer,
            ],
            ignores: true,
          },
          { searches: [search, { ...newer, abortMs: -1, reason: left }], ignores: false },
          { searches: [{ ...search, latencyMs: 20 }, newer], ignores: true },
          { searches: [search, newer], ignores: false, apart: true },
        ],
        draws: 20,
      },
      (scene) => judgeLatest(latest, scene),
    )()
    judgeNoFunction(latest)
  })
})
