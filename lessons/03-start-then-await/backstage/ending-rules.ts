import type { Run } from '@overlap/mock-server'
import { count, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { diagnoseParts } from './page-rules.ts'
import { parts, pathsOf, recommendedIn, type Scene } from './play.ts'
import { pathOf } from './words.ts'

/** Mistakes after which no other sentence would be true. */
export function diagnoseEnding(run: Run<ProductPage>, scene: Scene): void {
  diagnoseStrange(run, scene)
  const { calls } = run.traceAtSettle
  const pending = calls.filter(({ outcome }) => outcome === 'pending').length
  const later = run.trace.calls.length - calls.length
  const early = run.outcome === 'fulfilled' && pending + later > 0
  const kept = productIn(run)
  diagnoseParts(run)
  diagnose(run, [
    [
      kept !== undefined && run.trace.calls.length === 0,
      `Your function sent no call, and yet its promise resolved with the page of product ${kept}. The ` +
        'answers are those of an earlier run, and by now they may be out of date. Keep nothing outside ' +
        'your function.',
    ],
    [
      run.outcome === 'fulfilled' && run.trace.calls.length === 0,
      `Your function sent no call, and its promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : 0)}. ` +
        'Call `get` for each part of the page. `page.ts` lists the parts, and the path of each.',
    ],
    [
      early,
      `Your promise resolved at ${run.settledMs} ms, while ${count(pending, 'call')} ` +
        `${pending === 1 ? 'was' : 'were'} still in flight` +
        `${later > 0 ? `, and your code sent ${count(later, 'more call')} after that` : ''}. Wait for every ` +
        'call before you return the page.',
    ],
    [
      run.reason instanceof TypeError && run.reason.message.startsWith('object is not iterable ('),
      `Your promise rejected with ${shown(run.reason)}: an object was given where a list was expected. ` +
        '`Promise.all`, for example, takes a list of promises, and resolves with a list of results.',
    ],
    [
      isNotIterable(run.reason),
      `Your promise rejected with ${shown(run.reason)}. A promise is not the list that it resolves with: ` +
        'await it before you take something out of the list.',
    ],
    [
      run.outcome === 'rejected' && isMissingProperty(run.reason),
      `Your promise rejected with ${shown(run.reason)}: your code reads a property of something that is ` +
        '`undefined`. Await the promise first. Then take the first item of the recommendations, which ' +
        'are a list.',
    ],
    [
      run.outcome === 'rejected',
      `No call failed, but your promise rejected with ${shown(run.reason)}. The error comes from your ` +
        'code, not from the network.',
    ],
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `No call failed, but ${unhandledIn(run)}`,
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
  ])
}

/** The id of the product on the page, if there is a page with a product on it. */
function productIn(run: Run<ProductPage>): number | undefined {
  const value: Partial<ProductPage> | null | undefined =
    run.outcome === 'fulfilled' ? run.value : undefined
  return value?.product?.id
}

/** Calls that don't belong to the page. */
function diagnoseStrange(run: Run<unknown>, scene: Scene): void {
  const paths = Object.values(pathsOf(scene))
  const [best, ...others] = recommendedIn(scene)
  const sent = run.trace.calls.map(pathOf)
  const strange = sent.find((path) => !paths.includes(path))
  const isOther = others.some(
    (id) => strange === `/products/${id}` || strange === `/products/${id}/price`,
  )
  const hasBest = sent.includes(`/products/${best}`) || sent.includes(`/products/${best}/price`)
  diagnose(run, [
    [
      strange?.includes('[object') ?? false,
      `Your code requested \`${strange}\`: it put an object into the URL, such as a promise. Await the ` +
        'promise, and put the `productId` of the first recommendation into the URL.',
    ],
    [
      strange?.includes('undefined') ?? false,
      `Your code requested \`${strange}\`. The recommendations are a list, and each item has a ` +
        '`productId`: take it from the first item, after you have awaited the list.',
    ],
    [
      isOther && hasBest,
      `Your code requested \`${strange}\`, which the page doesn't need. The offer is only the first ` +
        `recommendation, product ${best}. Don't load the others.`,
    ],
    [
      isOther,
      `Your code requested \`${strange}\`, but the offer is the first recommendation, product ${best}. The ` +
        'list is sorted, best first: take its first item.',
    ],
    [
      strange !== undefined,
      `Your code requested \`${strange}\`, which isn't one of this page's calls. They are ` +
        `${paths.map((path) => `\`${path}\``).join(', ')}.`,
    ],
  ])
}

function isNotIterable(error: unknown): boolean {
  return error instanceof TypeError && /is not iterable|not a function or its/.test(error.message)
}

function isMissingProperty(error: unknown): boolean {
  return (
    error instanceof TypeError && error.message.startsWith('Cannot read properties of undefined')
  )
}

/** One call for each part of the page. */
export function diagnoseCalls(run: Run<unknown>, scene: Scene): void {
  const sent = run.trace.calls.map(pathOf)
  const paths = pathsOf(scene)
  const twice = sent.find((path, i) => sent.indexOf(path) < i)
  const times = sent.filter((path) => path === twice).length
  const missing = parts.map((part) => paths[part]).find((path) => !sent.includes(path))
  diagnose(run, [
    [
      twice !== undefined,
      `\`${twice}\` was requested ${times === 2 ? 'twice' : `${times} times`}. A promise can be ` +
        'awaited in more than one place: send the call once, and use its answer for everything that ' +
        'needs it.',
    ],
    [
      missing !== undefined,
      `\`${missing}\` was not requested this time: your code kept the answer of an earlier run of your ` +
        'function. By now it may be out of date. Keep nothing outside your function.',
    ],
  ])
}
