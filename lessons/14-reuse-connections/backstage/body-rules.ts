import type { NetworkInput } from '@overlap/mock-server'
import { count, ending, fc, isSame, shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { CheckLinksOptions, Client } from '../types.ts'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended } from './patience.ts'
import { Watched } from './watched.ts'

/** The learner's `checkLinks`. */
export type CheckLinks = (
  client: Client,
  links: readonly string[],
  options?: CheckLinksOptions,
) => Promise<number[]>

/** The learner's functions. */
export interface Answer {
  readonly createClient: CreateClient
  readonly checkLinks: CheckLinks
}

/** What a link leads to. The bodies of a report and of an error page are too large to arrive by themselves. */
type Target = 'report' | 'product' | 'first product' | 'missing' | 'error page' | 'nothing'

export interface Links {
  readonly connections: number
  readonly targets: readonly Target[]
}

const target: fc.Arbitrary<Target> = fc.constantFrom<Target>(
  'report',
  'report',
  'product',
  'first product',
  'missing',
  'error page',
  'nothing',
)

export const links: fc.Arbitrary<Links> = fc.record({
  connections: fc.integer({ min: 1, max: 3 }),
  targets: fc.array(target, { maxLength: 8 }),
})

export const firstLinks: readonly Links[] = [
  { connections: 2, targets: ['report', 'report', 'report', 'report', 'report'] },
  { connections: 2, targets: ['error page', 'error page', 'error page', 'product'] },
  { connections: 3, targets: ['report', 'report'] },
  { connections: 2, targets: ['missing', 'product', 'nothing', 'missing', 'report'] },
  { connections: 3, targets: ['product', 'nothing', 'missing', 'first product'] },
  { connections: 1, targets: [] },
]

const paths: Readonly<Record<Target, (i: number) => string>> = {
  report: (i) => `/reports/${i + 1}`,
  product: (i) => `/products/${i + 1}`,
  'first product': () => '/products/1',
  missing: (i) => `/products/${i + 9001}`,
  'error page': (i) => `/todos/${i + 1}`,
  nothing: (i) => `/users/${i + 1}`,
}
const statuses: Readonly<Record<Target, number>> = {
  report: 200,
  product: 200,
  'first product': 200,
  missing: 404,
  'error page': 500,
  nothing: 204,
}

/** Twice as long as what arrives unread. It's made once: making the shop's own reports takes longer. */
const large = 'x'.repeat(131_072)

const network: NetworkInput = {
  // Slower than the others, so that calls end in another order than they begin.
  routes: { '/products/1': { latency: 30 } },
  failures: [
    { kind: 'status', status: 200, body: large, route: '/reports/:id' },
    // Not forever, so that a retry until there is no error ends.
    { kind: 'status', status: 500, body: large, route: '/todos/:id', first: 20 },
    { kind: 'status', status: 204, route: '/users/:id' },
  ],
}

/** Checks links, and then makes more calls to see whether a connection is still busy. */
export async function judgeLinks(
  { createClient, checkLinks }: Answer,
  { connections, targets }: Links,
): Promise<void> {
  await using api = await openShop(network)
  const watched = new Watched(() => movementAt(api), makeClient(createClient, { connections }))
  const urls = targets.map((target, i) => api.url(paths[target](i)))
  const result = await ended(Promise.try(checkLinks, watched.client, urls), watched.movement)
  const { unread, answers } = watched
  const waiting = targets.length - answers.length
  const wanted = targets.map((target) => statuses[target])
  say(
    watched.peak === 0 && targets.length > 0,
    `\`checkLinks\` never called \`client.fetch\`, and its promise ${ending(result)}. Only the client's own ` +
      '`fetch` uses its connections.',
  )
  const repeated = mostErrors(api.trace.calls)
  diagnose(api, [
    [
      result?.status !== 'fulfilled' && repeated > 1,
      `A link whose server answers 500 was requested ${count(repeated, 'time')}, and the promise of \`checkLinks\` ` +
        `${ending(result)}. A 500 is an answer: resolve with it. Retry only if a connection breaks.`,
    ],
  ])
  // No picture: the server has sent these bodies, so it shows calls that have ended.
  say(
    result === undefined && answers.length === 0,
    '`checkLinks` never settled, because no call of `client.fetch` did. Does `client.fetch` leave a body unread, for ' +
      'instance before a retry? Then that body keeps the connection busy.',
  )
  say(
    result === undefined && unread.length > 0 && waiting > 0,
    `\`checkLinks\` never settled. ${wereText(answers.length, 'call')} answered, and nothing read or cancelled ` +
      `${unreadText(watched)}, so ${count(waiting, 'call')} ` +
      `${waiting === 1 ? 'waits' : 'wait'} for one of ${connections}. Read each body to its end, or cancel it.`,
  )
  say(
    result === undefined,
    `\`checkLinks\` never settled: ${answers.length} of ${count(targets.length, 'call')} were answered. Did ` +
      'your code stop reading in the middle of a body? Read each body to its end, or cancel it.',
  )
  diagnose(api, [
    [
      result?.status === 'rejected' && answers.some(({ body }) => body === null),
      `\`checkLinks\` ${ending(result)}, but no call failed. The status 204 means that there is no content: then ` +
        "`response.body` is `null`, and there's nothing to read or cancel.",
    ],
    [
      result?.status === 'rejected' && answers.some(({ ok }) => !ok),
      `\`checkLinks\` ${ending(result)}, but no call failed: some links lead to an error page, which has a status, ` +
        'too. Resolve with it, as with any other.',
    ],
    [
      result?.status === 'rejected',
      `\`checkLinks\` ${ending(result)}, but no call failed. Resolve with the statuses. You don't need what is in ` +
        'the bodies.',
    ],
  ])
  const value = (result as PromiseFulfilledResult<number[]>).value
  diagnose(api, [
    [
      !isSame(value, wanted) && api.counters.attempts > targets.length,
      `\`checkLinks\` resolved with ${shown(value)} after ${count(api.counters.attempts, 'request')} for ` +
        `${count(targets.length, 'link')}, and the links have ${shown(wanted)}. An error page is an answer, too: don't retry it.`,
    ],
    [
      !isSame(value, wanted) && isSame(sorted(value), sorted(wanted)),
      `\`checkLinks\` resolved with ${shown(value)}, and the links have ${shown(wanted)}: your list is in another ` +
        'order. Keep the order of the links.',
    ],
    [
      Array.isArray(value) && value.length < wanted.length && value.length === new Set(urls).size,
      `\`checkLinks\` resolved with ${value.length} statuses for ${wanted.length} links, because one link is in the ` +
        'list twice. The caller finds the status of a link by its place in the list, so each place needs one.',
    ],
    [
      Array.isArray(value) && value.length < wanted.length,
      `\`checkLinks\` resolved with ${value.length === 1 ? '1 status' : `${value.length} statuses`} for ${wanted.length} links: ${shown(value)}. Each ` +
        'link has its place in the list, whatever its status is.',
    ],
    [
      Array.isArray(value) && value.some((status) => typeof status !== 'number'),
      "`checkLinks` resolved with a list that doesn't hold only numbers. Resolve with the `status` of each response.",
    ],
    [
      !isSame(value, wanted),
      `\`checkLinks\` resolved with ${shown(value)}, but the links have ${shown(wanted)}.`,
    ],
    [
      targets.length >= 2 && connections >= 2 && watched.peak === 1,
      `The client has ${connections} connections, but \`checkLinks\` used one at a time: each call ` +
        'waited for the one before it. Make all calls at once. The client limits them.',
    ],
    [
      watched.peak < new Set(urls).size,
      `\`checkLinks\` got ${targets.length} links, and never made more than ${count(watched.peak, 'call')} at once. Make ` +
        'all calls at once. The client limits them, and uses each connection as soon as it is free.',
    ],
  ])
  const more = Array.from({ length: connections }, () => read(watched, api.url('/products/1')))
  const after = await ended(Promise.all(more), watched.movement)
  say(
    after?.status === 'rejected',
    `\`checkLinks\` resolved, but the client's next call ${ending(after)}. The caller may need its client again: leave ` +
      'it open.',
  )
  say(
    after === undefined && unread.length > 0,
    `\`checkLinks\` resolved, but nothing read or cancelled ${unreadText(watched)}, and the client's next calls ` +
      'wait forever. Read each body to its end, or cancel it.',
  )
  say(
    after === undefined,
    "`checkLinks` resolved, but the client's next calls wait forever: a body was begun and not read to its " +
      'end. Read it to the end, or cancel it.',
  )
}

/** How many of the requests that were answered with 500 are for the same link. No scene has such a link twice. */
function mostErrors(calls: readonly Call[]): number {
  const errors = calls.filter(({ status }) => status === 500)
  return Math.max(
    0,
    ...errors.map(
      ({ url, method }) =>
        errors.filter((other) => other.url === url && other.method === method).length,
    ),
  )
}

/** Such as "2 bodies (status 200). Their connections stay busy". */
function unreadText({ unread, answers }: Watched): string {
  const statuses = [...new Set(unread.map(({ status }) => status))].toSorted((a, b) => a - b)
  const which = answers.length === unread.length ? '' : ` of the ${answers.length}`
  const bodies = which === '' && unread.length === 1 ? 'body' : 'bodies'
  const note = unread.every(({ ok }) => !ok) ? '. An error page has a body, too' : ''
  const busy = unread.length === 1 ? 'Its connection stays busy' : 'Their connections stay busy'
  return `${unread.length}${which} ${bodies} (status ${statuses.join(' and ')})${note}. ${busy}`
}

/** The same numbers in one order. A list of anything else stays as it is. */
const sorted = (list: unknown): unknown =>
  Array.isArray(list) ? list.toSorted((a, b) => Number(a) - Number(b)) : list

const wereText = (n: number, thing: string): string =>
  `${count(n, thing)} ${n === 1 ? 'was' : 'were'}`

async function read({ fetch }: Watched, url: string): Promise<string> {
  return (await fetch(url)).text()
}
