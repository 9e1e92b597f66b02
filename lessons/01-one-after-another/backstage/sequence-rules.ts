import type { Run, Todo } from '@overlap/mock-server'
import { count, few, isSame } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import { heldMs } from './further-rules.ts'
import { wantedOf, type Scene } from './play.ts'
import { idOf, pathOf } from './words.ts'

const endOf = ({ endMs = Infinity }: Call): number => endMs

/** When each call was sent, and when the promise resolved. */
export function diagnoseSequence(run: Run<Todo[]>, scene: Scene): void {
  const { calls } = run.trace
  const wanted = wantedOf(run, scene)
  const twice = calls.find((call, i) => calls.findIndex(({ url }) => url === call.url) < i)
  const peak = Math.max(...calls.map((call) => inFlightAt(calls, call.sentMs)))
  const [early, before] = firstOverlap(calls) ?? []
  const [idleFrom, idleTo] = firstGap(calls) ?? []
  const lastMs = Math.max(...calls.map(endOf))
  diagnose(
    run,
    [
      [
        twice !== undefined,
        `${twice && pathOf(twice)} was requested ${calls.filter(({ url }) => url === twice?.url).length} times. Send ` +
          'one call for each URL.',
      ],
      [
        peak === calls.length && calls.every(({ sentMs }) => sentMs === calls[0]?.sentMs),
        `All ${calls.length} calls were sent at ${calls[0]?.sentMs} ms, so they were in flight at the same ` +
          'time. Calling an async function starts its work, and `map` and `reduce` call their callback ' +
          'for the next URL without waiting. Send each call after the previous one has ended.',
      ],
      [
        before?.headersMs !== undefined && before.headersMs <= (early?.sentMs ?? 0),
        `${early && pathOf(early)} was sent at ${early?.sentMs} ms. By then, the headers of ${before && pathOf(before)} had ` +
          `arrived, but not its body, which took until ${before?.endMs} ms. Read each body before you ` +
          'send the next call.',
      ],
      [
        peak > 1,
        `Up to ${peak} calls were in flight at the same time: ${early && pathOf(early)} was sent at ` +
          `${early?.sentMs} ms, before ${before && pathOf(before)} had ended. Send each call after the ` +
          'previous one has ended.',
      ],
      [
        !isSame(calls.map(idOf), scene.ids),
        `The calls were sent for todos ${few(calls.map(idOf))}, but the URLs were for todos ` +
          `${few(scene.ids)}. Send the calls in the order of the URLs.`,
      ],
      [
        idleTo !== undefined && heldMs(run.beats, idleFrom, idleTo) > 0,
        `Nothing was in flight from ${idleFrom} to ${idleTo} ms, because your code held the thread. Send the ` +
          'next call as soon as the previous one has ended.',
      ],
      [
        idleTo !== undefined,
        `Nothing was in flight from ${idleFrom} to ${idleTo} ms. Neither the server nor the event loop ` +
          'needs a break between two calls, and a timer that polls for the answer notices it late. Send the ' +
          'next call as soon as the previous one has ended.',
      ],
      [
        run.settledMs > lastMs,
        `The last answer arrived at ${lastMs} ms, but your promise resolved at ${run.settledMs} ms. ` +
          'Return as soon as the last call has ended.',
      ],
    ],
    wanted,
  )
}

const inFlightAt = (calls: readonly Call[], ms: number): number =>
  calls.filter((call) => call.sentMs <= ms && ms < endOf(call)).length

/** Whether each URL was requested as often as it appears in the list. */
export function diagnoseRepeats(run: Run<unknown>, { ids }: Scene): void {
  const timesIn = (list: readonly number[], id: number): number =>
    list.filter((other) => other === id).length
  const sent = run.trace.calls.map(idOf)
  const id = ids.find((one) => timesIn(sent, one) !== timesIn(ids, one))
  if (id === undefined) return
  const facts =
    `\`/todos/${id}\` appears ${times(timesIn(ids, id))} in the URLs, but your code requested it ` +
    `${times(timesIn(sent, id))}. Send one call for each URL`
  diagnose(run, [
    [
      timesIn(sent, id) < timesIn(ids, id),
      `${facts}, even if a URL appears twice: its todo may have changed by then.`,
    ],
    [true, `${facts}.`],
  ])
}

const times = (number: number): string => (number === 1 ? 'once' : count(number, 'time'))

/** The first call that was sent before an earlier one had ended, and that earlier one. */
function firstOverlap(calls: readonly Call[]): readonly [Call, Call] | undefined {
  for (const [i, call] of calls.entries()) {
    const before = calls.slice(0, i).findLast((other) => endOf(other) > call.sentMs)
    if (before !== undefined) return [call, before]
  }
  return undefined
}

/** The first time without a call in flight, before the last one was sent. */
function firstGap(calls: readonly Call[]): readonly [number, number] | undefined {
  let freeMs = 0
  for (const call of calls) {
    if (call.sentMs > freeMs) return [freeMs, call.sentMs]
    freeMs = Math.max(freeMs, endOf(call))
  }
  return undefined
}

/** Whether the list of URLs is as it was. */
export function diagnoseChange(run: Run<unknown>): void {
  diagnose(
    run,
    run.leftovers
      .filter((left) => left.kind === 'mutation')
      .map(({ before, after }) => [
        true,
        `Your code changed the list of URLs that it was given: ${listed(before)} became ` +
          `${listed(after)}. The caller may still use that list. Work on a copy.`,
      ]),
  )
}

/** The URLs of a list by their todos. */
function listed(urls: unknown): string {
  const ids = (urls as readonly string[]).map((url) => url.split('/').at(-1)!)
  return ids.length === 0 ? 'an empty list' : `todos ${few(ids)}`
}
