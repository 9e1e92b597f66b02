import { expect, test } from 'vitest'
import type { Figure } from '../../report/report.ts'
import { playAll } from '../play-all.ts'
import { overSockets } from './over-sockets.ts'

test('the same calls are made over real sockets, on as many connections as are in flight', async () => {
  const said: string[] = []
  const only = ['one-by-one', 'all-at-once'] as const
  const outcomes = await playAll(5, { calls: 6, limit: [2], seed: 1, only })
  const { table, title } = await overSockets(
    'Constant',
    Object.values(outcomes),
    (line) => void said.push(line),
  )
  expect(said).toEqual(['Constant, over real sockets: 1 s or more'])
  expect(title).toBe('Constant, over real sockets')
  const [first, second] = table!.rows.map(({ cells }) => cells.at(-1) as Figure)
  // undici may open a second one, if the first hasn't been released yet when the next call is sent.
  expect(Math.max(...first!.rounds!)).toBeLessThanOrEqual(2)
  expect(second).toMatchObject({ rounds: [6, 6, 6] })
})
