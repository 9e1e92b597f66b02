import { describe, expect, test } from 'vitest'
import { Call } from './call.ts'
import { deliver } from './deliver.ts'
import { openMount, type Mount } from './open-mount.ts'
import { outgoing } from './outgoing.ts'

/** Delivers a body that tells when it is cancelled, and when its source is asked for more. */
async function deliverStream(
  mount: Mount,
  signal: AbortSignal | null = null,
): Promise<{ response: Response; told: unknown[] }> {
  const told: unknown[] = []
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => controller.enqueue(new Uint8Array([1, 2, 3])),
      cancel: (reason) => void told.push(reason),
    },
    { highWaterMark: 0 },
  )
  const call = new Call(mount.wire, outgoing(mount.api.url('/reports/1'), { signal }), '')
  const plan = mount.wire.network.plan({
    method: 'GET',
    path: '/reports/1',
    route: '/reports/:id',
    atMs: 0,
  })
  const reply = { status: 200, headers: {}, body: source }
  const answer = { response: new Response('x'), reply, plan }
  return { response: await deliver(mount.wire, call, answer), told }
}

describe('the source of a body is told', () => {
  test('that the client has cancelled it', async () => {
    using mount = openMount({})
    const { response, told } = await deliverStream(mount)
    await response.body?.cancel('enough')
    expect(told).toEqual(['enough'])
  })

  test('that the client has aborted it', async () => {
    using mount = openMount({})
    const controller = new AbortController()
    const { response, told } = await deliverStream(mount, controller.signal)
    const reader = response.body!.getReader()
    await reader.read()
    controller.abort('enough')
    expect(told).toEqual(['enough'])
  })

  test('that the connection has broken off', async () => {
    using mount = openMount({ failures: [{ kind: 'reset-body' }] })
    const { response, told } = await deliverStream(mount)
    await expect(response.text()).rejects.toThrow('terminated')
    expect(told).toHaveLength(1)
  })
})
