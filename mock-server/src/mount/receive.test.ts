import { describe, expect, test } from 'vitest'
import { Call } from './call.ts'
import { receive } from './receive.ts'
import { readArguments } from './request.ts'
import { openMount, type Mount } from './start-mock-api.ts'

/** A response with a body that tells when it is cancelled, and when its source is asked for more. */
function receiveStream(
  mount: Mount,
  signal: AbortSignal | null = null,
): { response: Response; told: unknown[] } {
  const told: unknown[] = []
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => controller.enqueue(new Uint8Array([1, 2, 3])),
      cancel: (reason) => void told.push(reason),
    },
    { highWaterMark: 0 },
  )
  const call = new Call(mount.state, readArguments(mount.api.url('/reports/1'), { signal }), '')
  const plan = mount.state.network.plan({
    method: 'GET',
    path: '/reports/1',
    route: '/reports/:id',
    atMs: 0,
  })
  const reply = { status: 200, headers: {}, body: source }
  return { response: receive(mount.state, call, reply, plan), told }
}

describe('the source of a body is told', () => {
  test('that the client has cancelled it', async () => {
    using mount = openMount({})
    const { response, told } = receiveStream(mount)
    await response.body?.cancel('enough')
    expect(told).toEqual(['enough'])
  })

  test('that the client has aborted it', async () => {
    using mount = openMount({})
    const controller = new AbortController()
    const { response, told } = receiveStream(mount, controller.signal)
    const reader = response.body!.getReader()
    await reader.read()
    controller.abort('enough')
    expect(told).toEqual(['enough'])
  })

  test('that the connection has broken off', async () => {
    using mount = openMount({ failures: [{ kind: 'reset-body' }] })
    const { response, told } = receiveStream(mount)
    await expect(response.text()).rejects.toThrow('terminated')
    expect(told).toHaveLength(1)
  })
})
