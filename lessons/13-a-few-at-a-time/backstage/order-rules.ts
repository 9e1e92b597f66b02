import { ending, few, mixingSentences, playTogether, shown } from '@overlap/scenarios'
import { allAtOnce, diagnose, inPool } from '@overlap/trace'
import { valueOf, type MapPool, type Played } from './play.ts'
import type { Scene } from './scenes.ts'

/** Every item gets one call, at most `limit` are in flight, and the results are in order. */
export function diagnoseOrder(played: Played, scene: Scene): void {
  diagnoseCalls(played, scene)
  diagnoseResults(played, scene)
}

/** Which calls were made, with what, and how many at once. */
export function diagnoseCalls({ run, seen, peak }: Played, scene: Scene): void {
  const { latenciesMs, limit } = scene
  const items = scene.items ?? latenciesMs.map((_, i) => i + 1)
  const twice = seen.find(({ at }, i) => seen.slice(0, i).some((one) => one.at === at))
  const unknown = seen.find(({ at, item }) => at < 0 || !Object.is(items[at], item))
  const wrongIndex = seen.find(({ at, index }) => index !== at)
  const missing = items.length - seen.length
  const inTrace = run.trace.calls.length === latenciesMs.length
  diagnose(
    run,
    [
      [
        peak > limit && peak === items.length,
        `With \`limit: ${limit}\`, all ${peak} calls were in flight at once. Calling \`fn\` starts a call, so ` +
          'a limit has to come before it: call `fn` for the next item only when a slot is free.',
      ],
      [
        peak > limit,
        `With \`limit: ${limit}\`, ${peak} calls were in flight at once. Count the calls that have started and not ` +
          'yet ended, and start the next one only if there are fewer than `limit`.',
      ],
      [
        unknown !== undefined && unknown.item === undefined,
        '`fn` was called with `undefined`, which is none of the items. Stop when there are no items left.',
      ],
      [
        unknown !== undefined,
        `\`fn\` was called with ${shown(unknown?.item)}, which is none of the items ${shown(items)}. Call ` +
          '`fn(item, index, { signal })`.',
      ],
      [
        twice !== undefined,
        `\`fn\` was called twice for item ${(twice?.at ?? 0) + 1}. Take each item once: move on to the next one ` +
          'before you await anything.',
      ],
      [
        wrongIndex !== undefined,
        `For item ${(wrongIndex?.at ?? 0) + 1}, \`fn\` got ${shown(wrongIndex?.index)} as its index. Its second ` +
          `argument is the item's index in the list: ${wrongIndex?.at}.`,
      ],
      [
        seen.some(({ signal }) => signal === undefined),
        '`fn` got no `signal`. Its third argument is `{ signal }`: call `fn(item, index, { signal })`.',
      ],
      [
        run.outcome === 'rejected' && scene.plain === true,
        `\`fn\` returned plain values instead of promises, and your promise rejected with ${shown(run.reason)}. \`await\` ` +
          'takes both. A method such as `then` exists only on promises.',
      ],
      [
        run.outcome === 'rejected',
        `No call failed, but your promise rejected with ${shown(run.reason)}.`,
      ],
      [
        missing > 0,
        `\`fn\` was called for ${seen.length} of ${items.length} items with \`limit: ${limit}\`. Call it once for ` +
          'every item.',
      ],
      [
        run.outcome === 'never-settles',
        `All ${items.length} calls ended, but your promise never settled. Resolve when no item is left and no ` +
          'call is in flight.',
      ],
    ],
    inTrace && peak > limit && limit < Infinity ? inPool(allAtOnce(run.trace), limit) : undefined,
  )
}

function diagnoseResults({ run, seen }: Played, scene: Scene): void {
  const got: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  const wanted = scene.latenciesMs.map((_, i) => valueOf(scene, i))
  const lastMs = seen.reduce((last, { endMs = 0 }) => Math.max(last, endMs), 0)
  const byEnd = seen.toSorted((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0)).map(({ at }) => wanted[at])
  const list = Array.isArray(got) ? Array.from(got as unknown[]) : []
  const isSame =
    list.length === wanted.length && list.every((value, i) => Object.is(value, wanted[i]))
  const alike = (order: readonly unknown[]): boolean =>
    list.length === order.length && list.every((value, i) => Object.is(value, order[i]))
  diagnose(run, [
    [
      !Array.isArray(got),
      `Your promise resolved with ${shown(got)}. Resolve with an array of the results.`,
    ],
    [
      !isSame && run.settledMs < lastMs,
      `Your promise resolved at ${run.settledMs} ms with ${shown(got)}, but the last call ended only at ` +
        `${lastMs} ms. Wait for every call.`,
    ],
    [
      !isSame && alike(byEnd),
      `Results ${few(byEnd.map((value) => String(value).replace('result ', '')))}: your list is in the order in which ` +
        'the calls ended. `push` runs when a call ends. Store each result at the index of its item.',
    ],
    [
      !isSame && list.length !== wanted.length,
      `There were ${wanted.length} items, but your list has ${list.length} results: ${shown(got)}. Every item has ` +
        'one result, whatever its value is.',
    ],
    [
      !isSame && list.some((value) => value instanceof Promise),
      'Your list holds promises instead of results. Await each call before you store its result.',
    ],
    [
      !isSame,
      `Your promise ${ending({ status: 'fulfilled', value: got })}, but the calls returned ${shown(wanted)}. Store each ` +
        'result as it is, at the index of its item.',
    ],
  ])
}

/** Two pools at the same moment, and one more later, don't know of each other. */
export async function judgeTogether(mapPool: MapPool): Promise<void> {
  const ids = { one: [1, 2, 3], other: [4, 5, 6, 7] }
  const { run, played } = await playTogether(
    { network: { latency: 50 }, one: ids.one, other: ids.other, alone: ids.other },
    (api, list) =>
      mapPool(
        list,
        async (id) => {
          await (await fetch(api.url(`/products/${id}`))).text()
          return id
        },
        { limit: 2 },
      ),
  )
  const aloneMs = played.at(-1)?.tookMs
  for (const { scene, result, tookMs } of played) {
    diagnose(run, [
      ...mixingSentences(run, {
        which: `The promise of one of two pools that ran at once`,
        result,
        wanted: scene,
        got: shown(result?.status === 'fulfilled' ? result.value : undefined),
        advice: 'Keep the counters and lists inside `mapPool`, so that every pool has its own.',
      }),
      [
        scene.length === ids.other.length && (tookMs ?? 0) > (aloneMs ?? 0),
        `A pool took ${tookMs} ms while another one ran, and ${aloneMs} ms alone. Keep the counters inside \`mapPool\`, so ` +
          'that every pool has its own limit.',
      ],
    ])
  }
}
