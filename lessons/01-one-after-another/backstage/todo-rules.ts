import type { Run } from '@overlap/mock-server'
import { count, few, idsIn, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { todosOf, type Scene } from './play.ts'
import { idOf } from './words.ts'

/** What is in the list instead of todos. */
export function diagnoseEntries(run: Run<unknown>): void {
  if (!Array.isArray(run.value)) return
  const list: readonly unknown[] = run.value
  diagnose(run, [
    [
      list.some((one) => one instanceof Promise),
      'Your list holds promises instead of todos. A function that loads something returns a promise, ' +
        'and so does `json()`. Await the promise before you add its result to the list.',
    ],
    [
      list.some((one) => one instanceof Response),
      'Your list holds responses instead of todos. `fetch` resolves as soon as the headers arrive. ' +
        'Read the body, too: `json()` returns a promise for it.',
    ],
    [
      list.some((one) => typeof one === 'function'),
      'Your list holds functions instead of todos. A function, async or not, does nothing until you ' +
        'call it.',
    ],
    [
      list.length > 0 && list.every((one) => one === undefined),
      'Your list holds `undefined` instead of todos. A function that you call for each URL returns ' +
        'nothing. With braces, an arrow function needs a `return`.',
    ],
    [
      list.length > 0 && list.every((one) => typeof one === 'string' && one.startsWith('{')),
      'Your list holds texts instead of todos. Each text is the JSON of a todo: parse it, or read the ' +
        'body with `json()`.',
    ],
    [
      list.some(isSettled),
      'Your list holds the results of `Promise.allSettled`, which are objects with a `status`, instead ' +
        'of todos. Add each todo itself to your list.',
    ],
    [
      list.some((one) => Array.isArray(one)),
      'Your list holds another list where a todo should be. Add the todo itself to your list.',
    ],
  ])
}

function isSettled(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || !('status' in one)) return false
  return one.status === 'fulfilled' || one.status === 'rejected'
}

/** Which todos are in the list, and in which order. */
export function diagnoseTodos(run: Run<unknown>, scene: Scene): void {
  const wanted = todosOf(scene)
  diagnose(run, [
    [
      run.value === undefined,
      'Your promise resolved with `undefined` instead of a list of todos. A function without a ' +
        '`return` returns `undefined`, and so does a `then` callback without one. Return the list.',
    ],
    [
      !Array.isArray(run.value),
      `Your promise resolved with ${shown(run.value)} instead of a list of todos. Add each todo to a ` +
        'list, and return the list after the loop.',
    ],
  ])
  diagnoseEntries(run)
  const seen = run.value as readonly unknown[]
  const ids = idsIn(seen)
  const { calls } = run.trace
  const ended = calls.toSorted((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0)).map(idOf)
  const overlapping = calls.some(({ sentMs }, i) => sentMs < (calls[i - 1]?.endMs ?? 0))
  const isIn = (order: readonly number[]): boolean =>
    !isSame(order, scene.ids) && isSame(order, ids)
  const different = new Set(scene.ids)
  const foreign = ids.find((id) => typeof id === 'number' && !different.has(id))
  const strange = ids.indexOf('nothing')
  const answered = run.traceAtSettle.calls.filter(({ outcome }) => outcome !== 'pending').length
  const missing = scene.ids.filter((id) => !ids.includes(id))
  diagnose(run, [
    [
      strange >= 0,
      `Your list holds ${shown(seen[strange])} at index ${strange}, where a todo should be: the object that the server sent.`,
    ],
    [
      overlapping && isIn(ended),
      `Todos ${few(ids)}: your list is in the order the answers arrived, but the URLs were for todos ` +
        `${few(scene.ids)}. Your calls are in flight at the same time, and the fastest comes first. ` +
        'Send each call when the previous one has ended.',
    ],
    [
      isIn(scene.ids.toReversed()),
      `Todos ${few(ids)}: your list is in reverse order. The URLs were for todos ${few(scene.ids)}. Add ` +
        'each todo at the end of your list.',
    ],
    [
      isIn(scene.ids.toSorted((a, b) => a - b)),
      `Todos ${few(ids)}: your list is sorted by id, but the URLs were for todos ${few(scene.ids)}. ` +
        'Keep the order of the URLs, whatever the ids are.',
    ],
    [
      foreign !== undefined,
      `Your list holds todo ${foreign}, but the URLs were for todos ${few(scene.ids)}. Another run of ` +
        'your function put it there. Make a new list in each run.',
    ],
    [
      different.size < scene.ids.length && isSame(ids, [...different]),
      `Todos ${few(ids)}: your list has each todo once, but the URLs were for todos ${few(scene.ids)}. ` +
        'Return a todo for each URL, even if a URL appears twice.',
    ],
    [
      seen.length === 0 && scene.ids.length > 0,
      `Your list is empty, although ${count(answered, 'answer')} arrived before your promise resolved. ` +
        'Add each todo to the list that you return. (`push` changes a list; `concat` and ' +
        '`[...list, todo]` make a new one.)',
    ],
    [
      missing.length > 0,
      `The URLs were for todos ${few(scene.ids)}, but these are missing from your list: ` +
        `${few(missing)}. Add the answer of every call to the list before you return it.`,
    ],
    [
      !isSame(ids, scene.ids),
      `The URLs were for todos ${few(scene.ids)}, but your list holds todos ${few(ids)}. Return a todo ` +
        'for each URL, in the order of the URLs.',
    ],
    [
      !isSame(seen, wanted),
      `Expected each todo as the server sent it, such as ${shown(wanted[0])}, but your list holds ` +
        `${shown(seen[0])}.`,
    ],
  ])
}
