import { isSame, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { digested, type Played } from './play.ts'
import { itemsOf, type Scene } from './scenes.ts'

/** How the promise ended, although no item failed. */
export function diagnoseEnding({ run, seen }: Played, scene: Scene): void {
  const { length } = itemsOf(scene)
  const { digestions, countAtEnd } = seen
  const value: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  const early = run.outcome === 'fulfilled' && digestions.length > countAtEnd
  diagnose(run, [
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `No item failed, but ${unhandledIn(run)}`,
    ],
    [
      run.outcome === 'never-settles' && length === 0,
      'For an empty list, your promise never settled. There are no items, so nothing ever resolves it. ' +
        'Resolve with an empty list.',
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.outcome === 'rejected' && lacksCallback(run.reason),
      `No item failed, but your promise rejected with ${shown(run.reason)}. A function such as the global ` +
        '`setImmediate` was called without a callback. Only the `setTimeout` and `setImmediate` of ' +
        '`node:timers/promises` return a promise without one: import them.',
    ],
    [
      run.outcome === 'rejected',
      `No item failed, but your promise rejected with ${shown(run.reason)}. The error comes from your ` +
        'code.',
    ],
    [
      early && holdsPromises(value),
      `Your promise resolved with a list of promises, when ${countAtEnd} of ${length} items had been ` +
        'digested. Neither `await` nor `return` waits for the promises in a list. `Promise.all` does.',
    ],
    [
      early,
      `Your promise resolved at ${run.settledMs} ms, when ${countAtEnd} of ${length} items had been ` +
        "digested. The others came later, and your code didn't wait for them. Await what you start, " +
        'and make a promise for each timer that you set.',
    ],
  ])
}

/** Whether Node was asked to call `undefined` or another value later. */
const lacksCallback = (reason: unknown): boolean =>
  reason instanceof TypeError && reason.message.startsWith('The "callback" argument must be')

const holdsPromises = (value: unknown): boolean =>
  Array.isArray(value) && value.some((one) => one instanceof Promise)

/** What was wrong with the list that the promise resolved with. */
export function diagnoseResults({ run, seen }: Played, scene: Scene): void {
  const items = itemsOf(scene)
  const wanted = items.map(digested)
  const { value } = run
  const { digestions } = seen
  const { length } = items
  const missingAt = indexOfMissing(items, digestions)
  const missing = items[missingAt]
  diagnose(run, [
    [
      value === undefined,
      'Your promise resolved with `undefined` instead of a list. Return the list of results.',
    ],
    [
      !Array.isArray(value),
      `Expected a list of results, but your promise resolved with ${shown(value)}.`,
    ],
    [
      digestions.length === 0 && length > 0,
      `Expected ${length} calls of \`digest\`, one for each item, but your code made no call.`,
    ],
    [
      digestions.length > length,
      `\`digest\` was called ${digestions.length} times for ${length} items. Call it once for each item.`,
    ],
    [
      digestions.length < length && items.indexOf(missing) < missingAt,
      `\`digest\` was called for only ${digestions.length} of ${length} items: the list has ` +
        `${shown(missing)} more than once. Call it once for each place in the list.`,
    ],
    [
      digestions.length < length && !missing,
      `\`digest\` was called for only ${digestions.length} of ${length} items: it wasn't called for ` +
        `${shown(missing)}. An item may be 0, an empty string, null, undefined or false. Don't treat a ` +
        'falsy item as the end of the list.',
    ],
    [
      digestions.length < length,
      `\`digest\` was called for only ${digestions.length} of ${length} items: it wasn't called for ` +
        `${shown(missing)}. Call it for every item. Did you skip the one before or after a pause?`,
    ],
    [
      holdsPromises(value),
      'Your list holds promises instead of results. Neither `await` nor `return` waits for the promises ' +
        'in a list. `Promise.all` does.',
    ],
  ])
  const list = value as readonly unknown[]
  const holes = list.length - Object.keys(list).length
  const first = wanted.findIndex((one, i) => !Object.is(one, list[i]))
  diagnose(run, [
    [
      list.length > 0 && list.length === length && list.every((one) => one === undefined),
      'Your list holds `undefined` instead of results. Keep what `digest` returns. (With braces, an ' +
        'arrow function needs a `return`.)',
    ],
    [
      list.length < length && isSame(list, wanted.filter(Boolean)),
      `Your list has ${list.length} results for ${length} items. 0 and the empty string are results, ` +
        'too, though they are falsy. Keep one result for each item.',
    ],
    [
      list.length < length && isSame(list, [...new Set(wanted)]),
      `Your list has ${list.length} results for ${length} items. Some items come twice, and so do their ` +
        'results, but your list has each result once. Keep one result for each place in the list.',
    ],
    [
      list.length !== length,
      `Expected one result for each of ${length} items, but your list has ${list.length}. ` +
        'Keep what each call of `digest` returns.',
    ],
    [
      holes > 0,
      `${holes} of ${length} places in your list are empty. Resolve when you have a result for every item.`,
    ],
    [
      !isSame(list, wanted) && isSame(list, items),
      'Your list holds the items themselves. Keep what `digest` returns for each of them.',
    ],
    [
      !isSame(list, wanted) && isSame(list, wanted.toReversed()),
      `Your list is in reverse order: it begins with ${shown(list[0])} instead of ${shown(wanted[0])}. ` +
        'Keep the order of the items.',
    ],
    [
      first >= 0,
      `For item ${shown(items[first])} at index ${first}, \`digest\` returned ${shown(wanted[first])}, but ` +
        `your list holds ${shown(list[first])} there. Keep the order of the items.`,
    ],
  ])
}

/** The first place in the list for which `digest` was not called. Items may be equal. */
function indexOfMissing(
  items: readonly unknown[],
  digestions: readonly { readonly item: unknown }[],
): number {
  const left = digestions.map(({ item }) => item)
  return items.findIndex((item) => {
    const at = left.findIndex((one) => Object.is(one, item))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
