import { request } from 'undici'
import { expect, test } from 'vitest'
import { serve } from './plain-server.ts'
import { createAgent, createClient } from './solution.ts'

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

test("undici's request works with the connections that the client has", async () => {
  const sockets = new Set<unknown>()
  await using server = await serve(({ socket }, response) => {
    sockets.add(socket)
    response.end('{}')
  })
  const dispatcher = createAgent({ connections: 1 })
  const get = async (): Promise<unknown> =>
    (await request(`http://${server.host}/`, { dispatcher })).body.json()
  expect(await Promise.all([get(), get()])).toEqual([{}, {}])
  await dispatcher.close()
  expect(sockets.size).toBe(1)
})
