import { explore } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import * as starter from '../starter.ts'
import type { AddToBasket } from './clicks.ts'
import { explorationOf } from './exploration.ts'
import * as solution from './solution.ts'

function explored(add: AddToBasket, clients = 2) {
  const { network, work, property } = explorationOf(add)
  return explore(
    network,
    (api, time) => work(api, time, { clients }),
    (run) => property(run, { clients }),
  )
}

test('the lock of the solution leaves one order of the answers, and it keeps every item', async () => {
  for (const clients of [2, 3]) {
    expect(await explored(solution.addToBasket, clients)).toEqual({
      orders: 1,
      exhaustive: true,
      failures: 0,
    })
  }
})

test('the starter loses an item in most orders, and each call has the lane of its click', async () => {
  const { orders, failures, failure } = await explored(starter.addToBasket)
  expect([failures, orders]).toEqual([5, 6])
  expect(failure?.error).toEqual(
    new Error('The basket has 1 × product 2 instead of 1 × product 1, 1 × product 2.'),
  )
  expect(failure?.timeline.calls.map(({ client, method }) => `${client} ${method}`)).toEqual([
    'click 1 GET',
    'click 2 GET',
    'click 1 PUT',
    'click 2 PUT',
    'check GET',
  ])
})

test('a slot that was not awaited gets advice', async () => {
  const { failure } = await explored(async () => {
    await using _slot = Promise.resolve() as unknown as AsyncDisposable
  })
  expect(failure?.error).toHaveProperty('message', expect.stringContaining('`await` it first'))
})
