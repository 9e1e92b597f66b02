import { ending, shown } from '@overlap/scenarios'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended, turn, until } from './patience.ts'
import { serve } from './plain-server.ts'

/** Closes a client again while a call still waits for its answer. */
export async function judgeClosingAgain(createClient: CreateClient): Promise<void> {
  const held: (() => void)[] = []
  await using server = await serve((_, response) => held.push(() => response.end('done')))
  const movement = (): string => `${server.open} ${held.length}`
  const client = makeClient(createClient, { connections: 1 })
  const call = client.fetch(`http://${server.host}/`).then((response) => response.text())
  call.catch(() => {})
  await until(() => held.length === 1, movement)
  const first = Promise.allSettled([Promise.try(() => client.close())])
  const again = [
    { name: '`close()` again', closing: Promise.try(() => client.close()) },
    {
      name: '`[Symbol.asyncDispose]()`',
      closing: Promise.try(() => client[Symbol.asyncDispose]()),
    },
  ]
  const early = new Set<string>()
  for (const { name, closing } of again) {
    closing.then(
      () => early.add(name),
      () => {},
    )
  }
  // The server holds its answer, so nothing may be closed yet.
  for (let turns = 0; turns < 10; turns++) await turn()
  const [tooEarly] = early
  for (const release of held) release()
  say(
    tooEarly !== undefined,
    `\`close()\` was called, and ${tooEarly} while a call was in flight. The second promise resolved before that ` +
      'call had ended. Return the promise of the first `close()`.',
  )
  for (const { name, closing } of again) {
    const result = await ended(closing, movement)
    say(
      result?.status !== 'fulfilled',
      `\`close()\` was called, and ${name} while a call was in flight. The second promise ${ending(result)}. Return ` +
        'the promise of the first `close()`.',
    )
  }
  await ended(first, movement)
}

/** Closes a client, closes it again, and then makes a call. */
export async function judgeFinal(createClient: CreateClient): Promise<void> {
  await using api = await openShop()
  const movement = (): string => movementAt(api)
  const client = makeClient(createClient, { connections: 1 })
  const load = async (): Promise<string> => (await client.fetch(api.url('/products/1'))).text()
  await ended(load(), movement)
  await ended(close(), movement)
  const again = await ended(close(), movement)
  say(
    again?.status !== 'fulfilled',
    `\`close()\` was called again after the client was closed, and its promise ${ending(again)}. Return the promise of ` +
      'the first `close()`.',
  )
  const disposed = await ended(
    Promise.try(() => client[Symbol.asyncDispose]()),
    movement,
  )
  say(
    disposed?.status !== 'fulfilled',
    `With \`await using\`, the client is closed at the end of the block. Your code had closed it before, and the ` +
      `block ${ending(disposed)}. Return the promise of the first \`close()\`.`,
  )
  await until(() => api.counters.connections === 0, movement)
  const { attempts, connectionsOpened } = api.counters
  const late = await ended(load(), movement)
  let thrown: unknown
  try {
    client.fetch(api.url('/products/1')).catch(() => {})
  } catch (error) {
    thrown = error
  }
  const isNew = api.counters.connectionsOpened > connectionsOpened
  say(
    late?.status !== 'rejected' || api.counters.attempts !== attempts,
    `A call was made after \`close()\`, and its promise ${ending(late)}` +
      `${isNew ? '. It opened a new connection, which nothing will close' : ''}. Let \`fetch\` reject after \`close()\`.`,
  )
  say(
    thrown !== undefined,
    `A call was made after \`close()\`, and \`client.fetch\` itself threw ${shown(thrown)}. A caller's \`.catch\` ` +
      "can't handle that. Return a promise that rejects: an `async` function does.",
  )

  function close(): Promise<void> {
    return Promise.try(() => client.close())
  }
}

const bad: readonly [name: string, value: unknown][] = [
  ['connections', 0],
  ['connections', -1],
  ['connections', 1.5],
  ['connections', Number.NaN],
  ['connections', Infinity],
  ['connections', undefined],
  ['connections', '4'],
  ['connectTimeoutMs', 0],
  ['connectTimeoutMs', -5],
  ['connectTimeoutMs', Number.NaN],
  ['idleTimeoutMs', 0],
  ['idleTimeoutMs', Infinity],
]

/** `createClient` throws a RangeError that names the option that is out of range. */
export function judgeOptions(createClient: CreateClient): void {
  for (const [name, value] of bad) {
    let thrown: unknown
    try {
      createClient({ connections: 2, [name]: value })
    } catch (error) {
      thrown = error
    }
    const isNamed = thrown instanceof RangeError && thrown.message.includes(name)
    say(
      !isNamed,
      `\`createClient\` with \`${name}: ${String(value)}\` ` +
        `${thrown === undefined ? "didn't throw" : `threw ${shown(thrown)}`}. It should throw a RangeError that ` +
        'names the option: `checkOptions` does.',
    )
  }
}
