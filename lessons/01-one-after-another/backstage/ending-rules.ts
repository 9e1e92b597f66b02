import type { Run, Todo } from '@overlap/mock-server'
import { count, few, idsIn, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { wantedOf, type Scene } from './play.ts'
import { diagnoseEntries } from './todo-rules.ts'
import { idOf, pathOf } from './words.ts'

/** Mistakes after which no other sentence would be true. */
export function diagnoseEnding(run: Run<Todo[]>, scene: Scene): void {
  diagnoseNothing(run, scene)
  diagnoseEarly(run, scene)
  diagnose(run, [
    ...rejections(run),
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `No call failed, but ${unhandledIn(run)}`,
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
  ])
  diagnoseCalls(run, scene)
}

/** An answer that sends no call. */
function diagnoseNothing(run: Run<Todo[]>, { ids }: Scene): void {
  if (run.trace.calls.length > 0 || run.outcome !== 'fulfilled') return
  const value: unknown = run.value
  const list = Array.isArray(value) ? (value as unknown[]) : []
  diagnose(run, [
    [
      list.some((one) => typeof one === 'function'),
      'Your list holds functions instead of todos, and no call was sent. A function, async or not, ' +
        'does nothing until you call it. Call each one, and await the promise that it returns.',
    ],
    [
      typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
      'Your function sent no call, because it is a generator: with `function*`, nothing runs until ' +
        'something asks for the first value. Write an async function without the `*`.',
    ],
    [
      list.length === 0,
      'Your function sent no call, and its promise resolved with ' +
        `${Array.isArray(value) ? 'an empty list' : shown(value)}. Fetch the todo of every URL, and ` +
        'return a list of these todos.',
    ],
    [
      idsIn(list).some((id) => ids.includes(Number(id))),
      'No call was sent, but your list holds todos: your code kept them from an earlier run of your ' +
        'function. Keep nothing outside your function.',
    ],
    [
      true,
      `Your function sent no call, and its promise resolved with ${shown(value)}. Call \`fetch\` for ` +
        'each URL, and await the response and its JSON.',
    ],
  ])
}

/** A function that returns before its calls have ended. */
function diagnoseEarly(run: Run<Todo[]>, scene: Scene): void {
  if (run.outcome !== 'fulfilled') return
  const { calls } = run.traceAtSettle
  const pending = calls.filter(({ outcome }) => outcome === 'pending').length
  const later = run.trace.calls.length - calls.length
  if (pending + later === 0) return
  diagnoseEntries(run)
  diagnose(
    run,
    [
      [
        later > 0,
        `Your promise resolved at ${run.settledMs} ms, and your code sent ${count(later, 'more call')} after ` +
          'that: nothing waited for the work that was left. Return or await every promise that you make, ' +
          'such as the one that `then` returns.',
      ],
      [
        pending === scene.ids.length,
        `Your promise resolved at ${run.settledMs} ms, while ${count(pending, 'call')} were still in ` +
          'flight: nothing waited for them. `then` returns at once, and so does `forEach` with an async ' +
          'callback. The list has to be complete when your function returns it.',
      ],
      [
        true,
        `Your promise resolved at ${run.settledMs} ms, while ${count(pending, 'call')} ` +
          `${pending === 1 ? 'was' : 'were'} still in flight. Wait for every call that you send.`,
      ],
    ],
    wantedOf(run, scene),
  )
}

/** What a promise rejected with although no call failed. */
function rejections(run: Run<unknown>): [boolean, string][] {
  const { reason } = run
  const text = reason instanceof TypeError ? reason.message : ''
  const notUrl = /^Failed to parse URL from (?<given>.*)$/s.exec(text)?.groups?.['given']
  return [
    [
      notUrl !== undefined && /^\d+$/.test(notUrl),
      `\`fetch\` was called with \`${notUrl}\` instead of a URL, so your promise rejected. \`for … in\` ` +
        'goes through the positions of a list (0, 1, 2 …). `for … of` goes through its items.',
    ],
    [
      notUrl === 'undefined',
      '`fetch` was called with `undefined` instead of a URL, so your promise rejected. An index may be ' +
        'beyond the end of the list: the last URL is at `length - 1`.',
    ],
    [
      notUrl !== undefined,
      `\`fetch\` was called with ${shown(notUrl)}, which isn't a URL, so your promise rejected. Call it ` +
        'with one URL of the list at a time.',
    ],
    [
      reason instanceof Error && reason.name === 'UnknownRouteError',
      "Your code requested a URL that the server doesn't have. Call `fetch` with one URL of the list at a " +
        'time, and not with the list.',
    ],
    [
      text.endsWith('.json is not a function'),
      `Your promise rejected with ${shown(reason)}, so \`json()\` was called on something that isn't a ` +
        'response. `fetch` returns a promise for the response: await it before you call `json()`.',
    ],
    [
      reason instanceof TypeError && /\buntil\b/.test(text),
      `Your function was called without options, and your promise rejected with ${shown(reason)}. ` +
        '`until` is optional: without it, load every todo.',
    ],
    [
      run.outcome === 'rejected',
      `No call failed, but your promise rejected with ${shown(reason)}. The error comes from your ` +
        'code, not from the network.',
    ],
  ]
}

/** A call for each of several URLs. */
function diagnoseCalls(run: Run<Todo[]>, { ids }: Scene): void {
  const { calls } = run.trace
  const strange = calls.find((call) => !ids.includes(idOf(call)))
  const sent = new Set(calls.map(idOf))
  const missing = ids.filter((id) => !sent.has(id))
  const value: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  const held = Array.isArray(value) ? idsIn(value) : []
  const kept = missing.find((id) => held.includes(id))
  diagnose(run, [
    [
      strange !== undefined,
      `Your code requested ${strange && pathOf(strange)}, which isn't in the list. Call \`fetch\` with one URL of ` +
        'the list at a time.',
    ],
    [
      kept !== undefined,
      `\`/todos/${kept}\` was not requested, but todo ${kept} is in your list: your code kept it from an ` +
        'earlier run of your function. By now it may be out of date. Keep nothing outside your function.',
    ],
    [
      missing.length > 0 && sent.size === 1,
      `Only \`/todos/${[...sent][0]}\` was requested, although there are ${ids.length} URLs. A \`return\` ` +
        'inside a loop, for example, ends the function in the first iteration.',
    ],
    [
      missing.length > 0,
      `The URLs were for todos ${few(ids)}, but these were never requested: ${few(missing)}. Send a call ` +
        'for every URL.',
    ],
  ])
}

/** How the promise for a short list, or for one with equal URLs, ended. */
export function diagnoseAnyList(run: Run<unknown>, { ids: { length } }: Scene): void {
  const given = length === 0 ? 'an empty list' : count(length, 'URL')
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
      `For an empty list, your promise rejected with ${shown(run.reason)}. Without URLs, there is nothing ` +
        'to load. Resolve with an empty list.',
    ],
    [
      run.outcome === 'rejected',
      `For ${given}, your promise rejected with ${shown(run.reason)}, although no call failed.`,
    ],
    [
      length === 0 && run.trace.calls.length > 0,
      `For an empty list, your code sent ${count(run.trace.calls.length, 'call')}. There is nothing to ` +
        'load: resolve with an empty list.',
    ],
    [
      run.outcome === 'fulfilled' && !Array.isArray(run.value),
      `For ${given}, your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')} ` +
        'instead of a list of todos.',
    ],
  ])
}
