import type { Run } from '@overlap/mock-server'
import { few, idsIn, mixingSentences, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { FAILS_AT_MS, todosOf, type Scene, type Together } from './play.ts'

/** How often the heart of a simulation beats. */
const EVERY_MS = 10

/** Whether the thread was free while the function waited. */
export function diagnoseBeats(run: Run<unknown>): void {
  const longestMs = heldMs(run.beats)
  diagnose(run, [
    [
      longestMs > 0,
      `A timer that is due every 10 ms didn't fire for ${longestMs} ms, because your code held the thread. ` +
        'A loop that polls the clock or a variable never gives the thread back, even if it awaits promises ' +
        'that are already resolved. Await the call instead.',
    ],
  ])
}

/** The longest time without a beat, if that is too long: between two moments, or ever. */
export function heldMs(beats: readonly number[], fromMs = 0, toMs = Infinity): number {
  const gaps = beats.map((beat, i) => {
    const last = beats[i - 1] ?? 0
    return last < toMs && beat > fromMs ? beat - last : 0
  })
  const longestMs = Math.max(0, ...gaps)
  return longestMs > EVERY_MS ? longestMs : 0
}

/** A list that loads well alone, but not while another one loads, shares state with that one. */
const shared =
  'All runs of a function share the variables outside it. Keep your lists, counters and promises ' +
  'inside.'

/** What is in a list that belongs to another one. */
function foreignSentence(list: Scene, value: unknown): [boolean, string] {
  const foreign = (Array.isArray(value) ? idsIn(value) : []).filter(
    (id) => typeof id === 'number' && !list.ids.includes(id),
  )
  return [
    foreign.length > 0,
    `Several lists were loaded at the same time. The list for todos ${few(list.ids)} also holds ` +
      `${foreign.length === 1 ? 'a todo' : 'todos'} of another run: ${few([...new Set(foreign)])}. ${shared}`,
  ]
}

/** How two lists were loaded at the same time, while a todo of the first one failed or not. */
export function diagnoseMixing({ run, played, sumMs }: Together, failing?: number): void {
  const fails = failing !== undefined
  const scene = fails
    ? `Todo ${failing} of one list failed at ${FAILS_AT_MS} ms, and the promise for another list`
    : 'Two lists were loaded at the same time, and the promise for one of them'
  for (const [i, { scene: wanted, result, tookMs = 0 }] of played.entries()) {
    // The first list fails, as it must.
    if (fails && i === 0) continue
    const list = `${scene}, todos ${few(wanted.ids)},`
    const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
    const got =
      Array.isArray(value) && value.length > 0 ? `todos ${few(idsIn(value))}` : shown(value)
    const listMs = sumMs(wanted)
    diagnose(run, [
      foreignSentence(wanted, value),
      ...mixingSentences(run, {
        which: list,
        result,
        wanted: todosOf(wanted),
        got,
        advice: shared,
      }),
      [
        tookMs > listMs,
        `${list} took ${tookMs} ms, although its own calls take ${listMs} ms. Another run of your ` +
          'function held it up. Each run has to wait for its own calls only.',
      ],
      [
        tookMs < listMs,
        `${list} took ${tookMs} ms, although its own calls take ${listMs} ms one after another: it got ` +
          `answers of another run of your function. ${shared}`,
      ],
    ])
  }
}
