import type { Run } from '@overlap/mock-server'
import { isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { productsOf, type Scene } from './play.ts'
import { few, idOf, idsIn, unhandledIn } from './words.ts'

/** What is in the list instead of products. */
export function diagnoseEntries(run: Run<unknown>, { ids }: Scene): void {
  if (!Array.isArray(run.value)) return
  const list: readonly unknown[] = run.value
  const { length } = ids
  const filled = Object.keys(list).length
  const holes = list.length === length ? ids.filter((_, i) => !(i in list)) : []
  diagnose(run, [
    [
      list.some((one) => one instanceof Promise),
      'Your list holds promises instead of products. A list of promises is not a promise, so neither ' +
        '`await` nor `return` waits for what is in it. `Promise.all` does.',
    ],
    [
      list.some((one) => one instanceof Response),
      'Your list holds responses instead of products. `fetch` resolves as soon as the headers arrive. ' +
        'Read the body, too.',
    ],
    [
      length > 0 && filled === length && list.every((one) => one === undefined),
      'Your list holds `undefined` instead of products. A function that you call for each URL returns ' +
        'nothing. With braces, an arrow function needs a `return`.',
    ],
    [
      holes.length > 0 && holes.every((id) => ids.indexOf(id) < ids.lastIndexOf(id)),
      'The same URL comes more than once, but one of its places in your list stayed empty. `indexOf`, ' +
        'for example, always finds the first place. Give every URL its own place: the callback of ' +
        '`map` gets the index.',
    ],
    [
      holes.length > 0,
      `Your promise resolved at ${run.settledMs} ms, when the place of product ${holes[0]} in your ` +
        'list was still empty. Wait for the promise of every call, until its product is in the list.',
    ],
    [
      list.some(isSettled),
      'Your list holds the results of `Promise.allSettled`, which are objects with a `status`, instead ' +
        'of products. `Promise.all` resolves with the values themselves.',
    ],
    [
      list.some((one) => Array.isArray(one)),
      'Your list holds another list where a product should be. `Promise.all` resolves with one list of ' +
        'all results.',
    ],
  ])
}

function isSettled(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || !('status' in one)) return false
  return one.status === 'fulfilled' || one.status === 'rejected'
}

/** Which products are in the list, and in which order. */
export function diagnoseProducts(run: Run<unknown>, scene: Scene): void {
  const wanted = productsOf(scene)
  diagnose(run, [
    [
      run.value === undefined,
      'Your promise resolved with `undefined` instead of a list of products. A function without a ' +
        '`return` gives `undefined`, and so does a callback of `then`. Return the list.',
    ],
    [
      !Array.isArray(run.value),
      `Expected a list of products, but your promise resolved with ${shown(run.value)}.`,
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
      `Your list holds ${shown(seen[strange])} at index ${strange}, where a product should be.`,
    ],
    [
      isIn(ended.map(idOf)),
      `Products ${few(ids)}: your list is in the order the answers arrived, but the URLs were for ` +
        `products ${few(scene.ids)}. Let \`Promise.all\` collect the results; it keeps the order of ` +
        'its input.',
    ],
    [
      isIn(scene.ids.toSorted((a, b) => a - b)),
      `Products ${few(ids)}: your list is sorted by id, but the URLs were for products ` +
        `${few(scene.ids)}. Keep the order of the URLs, whatever the ids are.`,
    ],
    [
      foreign !== undefined,
      `Your list holds product ${foreign}, but the URLs were for products ${few(scene.ids)}. ` +
        'Another run of your function put it there. Make a new list in each run.',
    ],
    [
      different.size < scene.ids.length &&
        ids.length === different.size &&
        different.isSubsetOf(new Set(ids)),
      `Products ${few(ids)}: your list has each product once, but the URLs were for products ` +
        `${few(scene.ids)}. Return one product for each URL, even if the same URL comes twice.`,
    ],
    [
      missing.length > 0 && seen.length < wanted.length,
      `Products ${few(missing)} are missing from your list, although their answers arrived.`,
    ],
    [
      !isSame(ids, scene.ids),
      `Expected products ${few(scene.ids)}, in the order of the URLs, but your list holds ` +
        `${few(ids) || 'nothing'}.`,
    ],
    [
      !isSame(seen, wanted),
      `Expected each product as the server sent it, such as ${shown(wanted[0])}, but your list holds ` +
        `${shown(seen[0])}.`,
    ],
  ])
}

/** How the promise for an empty list, or for one with equal URLs, ended. */
export function diagnoseAnyList(run: Run<unknown>, { ids: { length } }: Scene): void {
  const given = length === 0 ? 'an empty list' : `${length} URLs`
  diagnose(run, [
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `For ${given}, ${unhandledIn(run)}`,
    ],
    [
      run.outcome === 'never-settles' && length === 0,
      'For an empty list, your promise never settled: with no calls, nothing ever resolves it. ' +
        'Resolve with an empty list right away.',
    ],
    [
      run.outcome === 'never-settles',
      `For ${given}, your promise never settled, although no call failed.`,
    ],
    [
      run.outcome === 'rejected' && length === 0,
      `For an empty list, your promise rejected with ${shown(run.reason)}. No URLs means that there is ` +
        'nothing to load, and nothing can fail. Resolve with an empty list.',
    ],
    [
      run.outcome === 'rejected',
      `For ${given}, your promise rejected with ${shown(run.reason)}, although no call failed.`,
    ],
    [
      run.outcome === 'fulfilled' && !Array.isArray(run.value),
      `For ${given}, your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')} ` +
        'instead of a list of products.',
    ],
  ])
}
