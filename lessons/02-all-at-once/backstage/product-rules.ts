import type { Run } from '@overlap/mock-server'
import { few, idsIn, isSame, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { productsOf, type Scene } from './play.ts'
import { idOf } from './words.ts'

/** What is in the array instead of products. */
export function diagnoseEntries(run: Run<unknown>, { ids }: Scene): void {
  if (!Array.isArray(run.value)) return
  const list: readonly unknown[] = run.value
  const { length } = ids
  const filled = Object.keys(list).length
  const holes = list.length === length ? ids.filter((_, i) => !(i in list)) : []
  const empty = list.length === length ? ids.filter((_, i) => list[i] === undefined) : []
  diagnose(run, [
    [
      list.some((one) => one instanceof Promise),
      'Your array holds promises instead of products. An array of promises is not a promise, so neither ' +
        '`await` nor `return` waits for what is in it. `Promise.all` does.',
    ],
    [
      list.some((one) => one instanceof Response),
      'Your array holds responses instead of products. `fetch` resolves as soon as the headers arrive. ' +
        'Read the body, too.',
    ],
    [
      length > 0 && filled === length && list.every((one) => one === undefined),
      'Your array holds `undefined` instead of products. A function that you call for each URL returns ' +
        'nothing. With braces, an arrow function needs a `return`.',
    ],
    [
      empty.length > 0 && empty.every((id) => ids.indexOf(id) < ids.lastIndexOf(id)),
      'The same URL appears more than once, but one of its places in your array stayed empty. ' +
        '`indexOf`, for example, finds only the first match. Give every URL its own place: the callback of ' +
        '`map` gets the index.',
    ],
    [
      holes.length > 0,
      `Your promise resolved at ${run.settledMs} ms, when the place of product ${holes[0]} in your ` +
        'array was still empty. Wait for the promise of every call, until its product is in the array.',
    ],
    [
      list.some(isSettled),
      'Your array holds the results of `Promise.allSettled`, which are objects with a `status`, instead ' +
        'of products. `Promise.all` resolves with the values themselves.',
    ],
    [
      list.some((one) => Array.isArray(one)),
      'Your array holds another array where a product should be. `Promise.all` resolves with one array of ' +
        'all results.',
    ],
  ])
}

function isSettled(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || !('status' in one)) return false
  return one.status === 'fulfilled' || one.status === 'rejected'
}

/** Which products are in the array, and in which order. */
export function diagnoseProducts(run: Run<unknown>, scene: Scene): void {
  const wanted = productsOf(scene)
  diagnose(run, [
    [
      run.value === undefined,
      'Your promise resolved with `undefined` instead of an array of products. A function without a ' +
        '`return` gives `undefined`, and so does a callback of `then`. Return the array.',
    ],
    [
      !Array.isArray(run.value),
      `Expected an array of products, but your promise resolved with ${shown(run.value)}.`,
    ],
  ])
  diagnoseEntries(run, scene)
  const seen = run.value as readonly unknown[]
  const ids = idsIn(seen)
  const ended = run.trace.calls.toSorted((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))
  const isIn = (order: readonly number[]): boolean =>
    !isSame(order, scene.ids) && isSame(order, ids)
  const different = new Set(scene.ids)
  const foreign = ids.find((id) => typeof id === 'number' && !different.has(id))
  const strange = ids.indexOf('nothing')
  const arrived = run.traceAtSettle.calls.filter(({ outcome }) => outcome === 'ok').map(idOf)
  const missing = arrived.filter((id) => !ids.includes(id))
  diagnose(run, [
    [
      strange >= 0,
      `Your array holds ${shown(seen[strange])} at index ${strange}, where a product should be.`,
    ],
    [
      isIn(ended.map(idOf)),
      `Products ${few(ids)}: your array is in the order the answers arrived, but the URLs were for ` +
        `products ${few(scene.ids)}. Let \`Promise.all\` collect the results; it keeps the order of ` +
        'its input.',
    ],
    [
      isIn(scene.ids.toSorted((a, b) => a - b)),
      `Products ${few(ids)}: your array is sorted by id, but the URLs were for products ` +
        `${few(scene.ids)}. Keep the order of the URLs, whatever the ids are.`,
    ],
    [
      foreign !== undefined,
      `Your array holds product ${foreign}, but the URLs were for products ${few(scene.ids)}. ` +
        'Another run of your function put it there. Make a new array in each run.',
    ],
    [
      different.size < scene.ids.length &&
        ids.length === different.size &&
        different.isSubsetOf(new Set(ids)),
      `Products ${few(ids)}: your array has each product once, but the URLs were for products ` +
        `${few(scene.ids)}. A \`Map\` or an object keeps each key once, for example, and \`indexOf\` ` +
        'finds only the first match. Return one product for each URL, even if it appears twice.',
    ],
    [
      missing.length > 0 && seen.length < wanted.length,
      `Products ${few(missing)} are missing from your array, although their answers arrived.`,
    ],
    [
      !isSame(ids, scene.ids),
      `Expected products ${few(scene.ids)}, in the order of the URLs, but your array holds ` +
        `${few(ids) || 'nothing'}.`,
    ],
    [
      !isSame(seen, wanted),
      `Expected each product as the server sent it, such as ${shown(wanted[0])}, but your array holds ` +
        `${shown(seen[0])}.`,
    ],
  ])
}

/** How the promise for an empty array, or for one with equal URLs, ended. */
export function diagnoseAnyList(run: Run<unknown>, { ids: { length } }: Scene): void {
  const given = length === 0 ? 'an empty array' : `${length} URLs`
  diagnose(run, [
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `For ${given}, ${unhandledIn(run)}`,
    ],
    [
      run.outcome === 'never-settles' && length === 0,
      'For an empty array, your promise never settled: with no calls, nothing ever resolves it. ' +
        'Resolve with an empty array right away.',
    ],
    [
      run.outcome === 'never-settles',
      `For ${given}, your promise never settled, although no call failed.`,
    ],
    [
      run.outcome === 'rejected' && length === 0,
      `For an empty array, your promise rejected with ${shown(run.reason)}. No URLs means that there is ` +
        'nothing to load, and nothing can fail. Resolve with an empty array.',
    ],
    [
      run.outcome === 'rejected',
      `For ${given}, your promise rejected with ${shown(run.reason)}, although no call failed.`,
    ],
    [
      run.outcome === 'fulfilled' && !Array.isArray(run.value),
      `For ${given}, your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')} ` +
        'instead of an array of products.',
    ],
  ])
}
