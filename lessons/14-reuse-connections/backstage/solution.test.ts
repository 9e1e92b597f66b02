import { expect, test } from 'vitest'
import { serve } from './plain-server.ts'
import { createClient } from './solution.ts'

test.each(['redirect', 'reset'])(
  'a call that needs a second request rejects if its client is closed meanwhile: %s',
  async (how) => {
    const { promise: arrived, resolve } = Promise.withResolvers<() => void>()
    let requests = 0
    await using server = await serve(({ socket }, response) => {
      requests += 1
      resolve(() => {
        if (how === 'reset') socket.resetAndDestroy()
        else response.writeHead(302, { location: '/elsewhere' }).end()
      })
    })
    const client = createClient({ connections: 1 })
    const call = client.fetch(`http://${server.host}/`)
    const answer = await arrived
    const closing = client.close()
    answer()
    await expect(call).rejects.toMatchObject({ cause: { code: 'UND_ERR_CLOSED' } })
    await closing
    expect(requests).toBe(1)
  },
)
