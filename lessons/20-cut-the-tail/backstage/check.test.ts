import { audited, type Run, simulate } from '@overlap/mock-server'
import { everyScenario, fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { describe, test } from 'vitest'
import { loadAll } from '#lesson'

const load = audited(loadAll)

/** Lists of products to load. */
const lists = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 13 })

const play = (ids: readonly number[]): Promise<Run<unknown[]>> =>
  simulate({ latency: 100 }, (api) => load(ids.map((id) => api.url(`/products/${id}`))))

// WRITE: a test for each point of the task, and one for each star. Give a first scenario whose
// picture teaches; the others are drawn. Each condition has to prove what its sentence says.
describe('Your task', () => {
  test(
    'WRITE: a sentence that a learner can act on',
    everyScenario(lists, { first: [[1, 2]] }, async (ids) => {
      const run = await play(ids)
      diagnose(run, [
        [
          run.outcome === 'rejected',
          `WRITE: what happened (${shown(run.reason)}), why, what to change.`,
        ],
      ])
    }),
  )

  test(
    'WRITE: a second point',
    everyScenario(lists, { first: [[1, 2]] }, async (ids) => {
      const run = await play(ids)
      diagnose(run, [
        [run.trace.calls.length !== ids.length, 'WRITE: what happened, why, what to change.'],
      ])
    }),
  )
})

describe('Go further', () => {
  test(
    'WRITE: a star',
    everyScenario(lists, { first: [[1, 2]] }, async (ids) => {
      const run = await play(ids)
      diagnose(run, [
        [run.outcome === 'never-settles', 'WRITE: what happened, why, what to change.'],
      ])
    }),
  )

  test(
    'WRITE: another star',
    everyScenario(lists, { first: [[1, 2]] }, async (ids) => {
      const run = await play(ids)
      diagnose(run, [[run.outcome === 'rejected', 'WRITE: what happened, why, what to change.']])
    }),
  )
})
