import { isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { digested, type Played } from './play.ts'
import { itemsOf, type Scene } from './scenes.ts'

/** How the promise ended, if it is not an item's fault. */
export function diagnoseEnding({ run, seen }: Played, scene: Scene): void {
  const { length } = itemsOf(scene)
  const { digestions, countAtEnd } = seen
  const value: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  const timers = run.leftovers.reduce(
    (sum, left) => sum + (left.kind === 'timer' ? left.timers : 0),
    0,
  )
  const early = run.outcome === 'fulfilled' && digestions.length > countAtEnd
  diagnose(run, [
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `No item failed, but your promise never settled, and nothing handled ${shown(run.unhandled[0])}. ` +
        'In Node, that ends the process.',
    ],
    [
      run.outcome === 'never-settles' && length === 0,
      'For an empty list, your promise never settled: with no items, nothing ever resolves it. Resolve ' +
        'with an empty list.',
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.outcome === 'rejected',
      `No item failed, but your promise rejected with ${shown(run.reason)}. The error comes from your ` +
        'code.',
    ],
    [
      early && holdsPromises(value),
      `Your promise resolved with a list of promises, when ${countAtEnd} of ${length} items had been ` +
        'digested. A list of promises is not a promise, so neither `await` nor `return` waits for what ' +
        'is in it.',
    ],
    [
      early,
      `Your promise resolved at ${run.settledMs} ms, when ${countAtEnd} of ${length} items had been ` +
        'digested. The others came later, and nothing waited for them. A timer, for example, returns no ' +
        'promise. Make a promise for what you start, and await it.',
    ],
    [
      timers > 1,
      `Your promise resolved at ${run.settledMs} ms, while ${timers} timers that you had set were still ` +
        "waiting. `setTimeout` returns right away, and what it returns isn't a promise, so not even " +
        '`await` waits there. Await a promise that the timer resolves.',
    ],
  ])
}

const holdsPromises = (value: unknown): boolean =>
  Array.isArray(value) && value.some((one) => one instanceof Promise)

/** What the promise resolved with. */
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
      `Expected ${length} calls of \`digest\`, one for each item, but there was none.`,
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
        `${shown(missing)}. An item may be 0, an empty string, null, undefined or false. Don't take it ` +
        'for the end of the list.',
    ],
    [
      digestions.length < length,
      `\`digest\` was called for only ${digestions.length} of ${length} items: it wasn't called for ` +
        `${shown(missing)}. Call it for each item, also for those right before and after a pause.`,
    ],
    [
      holdsPromises(value),
      'Your list holds promises instead of results. A list of promises is not a promise, so neither ' +
        '`await` nor `return` waits for what is in it. `Promise.all` does.',
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
      `Your list has ${list.length} results for ${length} items. Results that are falsy, such as 0 and ` +
        'an empty string, are results, too. Keep one result for each item.',
    ],
    [
      list.length !== length,
      `Expected one result for each of ${length} items, but your list has ${list.length}.`,
    ],
    [holes > 0, `${holes} of ${length} places in your list are empty. Fill every place first.`],
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

/** The first place in the list whose item `digest` was not called for, also if items are equal. */
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
