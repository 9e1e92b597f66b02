import { ending, shown } from '@overlap/scenarios'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended, until } from './patience.ts'

/** Closes a client twice, and then makes a call. */
export async function judgeFinal(createClient: CreateClient): Promise<void> {
  await using api = await openShop()
  const movement = (): string => movementAt(api)
  const client = makeClient(createClient, { connections: 1 })
  const load = async (): Promise<string> => (await client.fetch(api.url('/products/1'))).text()
  await ended(load(), movement)
  const both = await ended(Promise.all([close(), close()]), movement)
  say(
    both?.status !== 'fulfilled',
    `\`close()\` was called twice at the same moment, and ${ending(both)}. Let both promises resolve.`,
  )
  const again = await ended(close(), movement)
  say(
    again?.status !== 'fulfilled',
    `\`close()\` was called again after the client was closed, and its promise ${ending(again)}. Return the promise of ` +
      'the first call.',
  )
  const disposed = await ended(
    Promise.try(() => client[Symbol.asyncDispose]()),
    movement,
  )
  say(
    disposed?.status !== 'fulfilled',
    `With \`await using\`, the client is closed at the end of the block. Your code had closed it before, and the ` +
      `block ${ending(disposed)}. Return the promise of the first call.`,
  )
  await until(() => api.counters.connections === 0, movement)
  const { attempts, connectionsOpened } = api.counters
  const late = await ended(load(), movement)
  const isNew = api.counters.connectionsOpened > connectionsOpened
  say(
    late?.status !== 'rejected' || api.counters.attempts !== attempts,
    `A call was made after \`close()\`, and its promise ${ending(late)}` +
      `${isNew ? '. It opened a new connection, which nothing closes' : ''}. Let \`fetch\` reject after \`close()\`.`,
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

/** Options that make no sense are refused by name. */
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
        `${thrown === undefined ? 'threw nothing' : `threw ${shown(thrown)}`}. It should throw a RangeError that ` +
        'names the option: `checkOptions` does.',
    )
  }
}
