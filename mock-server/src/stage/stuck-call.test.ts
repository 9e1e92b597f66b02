import { expect, test } from 'vitest'
import { perform } from './perform.ts'
import type { Stage } from './stage.ts'

test('ends an act that waits for a connection whose body nothing reads', async () => {
  const demo = async (stage: Stage): Promise<void> => {
    await stage.act('Act', async (api) => {
      const load = api.client('the client')
      const unread = await load(api.url('/reports/1?rows=3000'))
      await load(api.url('/todos/1'))
      return unread.status
    })
  }
  const network = { latency: 100, connections: { limit: 1 } }
  const [act] = await perform({ network, demo }, { virtual: true, print: () => {} })
  expect(act?.error).toContain(
    'nothing reads the body of /reports/1, and fetch has no timeout for that',
  )
})
