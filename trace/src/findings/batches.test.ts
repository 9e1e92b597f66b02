import { expect, test } from 'vitest'
import { findings } from '../findings.ts'
import { allAtOnce, inBatches, inPool, inSequence } from '../schedules.ts'
import { chain, products, type Calls } from '../testing/findings-about.ts'
import { batches } from '../testing/sample-traces.ts'
import { traceOf } from '../testing/traces.ts'

const lengths = [300, 60, 50, 250, 90, 40, 280, 70, 30, 260, 80, 20]
const mixed = allAtOnce(traceOf(products(lengths.map((ms) => [0, ms]))))

test('batches that wait for their slowest calls', () => {
  expect(findings(inBatches(mixed, 3)).map(({ kind, text }) => [kind, text])).toEqual([
    [
      'batches',
      '12 calls (GET /products/:id) were sent in 4 batches of 3. Each batch waited for the slowest call of the batch before, so slots were empty for 1320 ms in all. A pool of 3 takes 590 ms instead of 1090 ms.',
    ],
  ])
})

/** Batches of these sizes, one after another. Each waits for a slow call. */
const ofSizes = (
  sizes: readonly number[],
  more: { breakMs?: number; url?: (batch: number) => string } = {},
) =>
  traceOf(
    products(
      sizes.flatMap((size, batch): Calls =>
        Array.from({ length: size }, (_, i) => [
          batch * (300 + (more.breakMs ?? 0)),
          batch * (300 + (more.breakMs ?? 0)) + (i === batch % size ? 300 : 30),
          more.url ? { url: more.url(batch) } : {},
        ]),
      ),
    ),
  )

test('the last batch may be smaller', () => {
  expect(findings(ofSizes([3, 3, 3, 1])).map(({ kind }) => kind)).toContain('batches')
})

test.each([
  ['a pool', inPool(mixed, 3)],
  ['two batches', inBatches({ ...mixed, calls: mixed.calls.slice(0, 6) }, 3)],
  ['one after another', inSequence(mixed)],
  ['batches of equal calls', inBatches(allAtOnce(traceOf(products(chain(12)))), 3)],
  [
    'batches of two kinds',
    inBatches(
      {
        ...mixed,
        calls: mixed.calls.map((call, i) => ({
          ...call,
          url: `http://shop.test/${i % 3 ? 'products' : 'users'}/1`,
        })),
      },
      3,
    ),
  ],
  ['two short batches', batches],
  ['batches of different sizes', ofSizes([3, 2, 3])],
  ['batches that grow', ofSizes([3, 3, 4])],
  ['batches with long breaks', ofSizes([3, 3, 3], { breakMs: 400 })],
  [
    'a batch of each kind',
    ofSizes([3, 3, 3], { url: (batch) => `http://shop.test/${'abc'[batch]}` }),
  ],
  [
    'a pool that becomes empty',
    traceOf(
      products(
        [0, 300, 600].flatMap((at): Calls => [
          [at, at + 300],
          [at, at + 30],
          [at + 40, at + 70],
        ]),
      ),
    ),
  ],
])('%s is no series of batches that wait', (_, trace) => {
  expect(findings(trace).filter(({ kind }) => kind === 'batches')).toEqual([])
})
