import type { Leftover, LeftoverKind } from '@overlap/mock-server'
import type { Call } from '@overlap/trace'
import { shown } from './shown.ts'
import { count } from './words.ts'

type Run = { readonly settledMs: number }

/** What happened, why it matters, and what to change. */
const sentences: {
  readonly [Kind in LeftoverKind]: (left: Extract<Leftover, { kind: Kind }>, run: Run) => string
} = {
  throw: ({ error }) =>
    `Your function threw ${shown(error)} instead of returning a promise that rejects. A caller that ` +
    'handles errors with `.catch()` never gets it. An async function turns every throw into a ' +
    'rejection.',
  mutation: ({ before, after }) =>
    `Your code changed a value that it was given: ${shown(before)} became ${shown(after)}. The ` +
    'caller may still use it. Work on a copy.',
  rejection: ({ reason }) =>
    isBadUrl(reason)
      ? `Nothing handled the rejection with ${shown(reason)}: \`fetch\` was called with \`undefined\`. Look for a ` +
        'place in a list that does not exist, such as the one after the last item.'
      : `Nothing handled the rejection with ${shown(reason)}. Outside this check, that ends the Node ` +
        'process. Handle every promise that you create, even if nobody needs its result: `then` and ' +
        '`finally` create one, too.',
  call: ({ calls }, { settledMs }) =>
    `Your code settled at ${settledMs} ms while ${callsText(calls)} still in flight, and nothing ` +
    'waits for the answer. Wait for every call that you send, or abort it.',
  timer: ({ timers }, { settledMs }) =>
    `Your code settled at ${settledMs} ms, and ${count(timers, 'timer')} that you set ` +
    `${timers === 1 ? 'is' : 'are'} still running. A timer keeps the process alive. Clear it when ` +
    'the work is over.',
  listener: ({ listeners }) =>
    `Your code left ${count(listeners, 'abort listener')} on the caller's signal. That signal may ` +
    'live as long as the program, and it keeps every listener in memory. Remove yours when the work ' +
    'is over: `removeEventListener` needs the same function, and the same `capture`.',
}

/** The sentence for a learner about something that was left behind. */
export function leftoverSentence(left: Leftover, run: Run): string {
  const sentence = sentences[left.kind] as (left: Leftover, run: Run) => string
  return sentence(left, run)
}

function callsText([first, ...more]: readonly Call[]): string {
  if (first === undefined) return 'a call was'
  const { pathname, search } = new URL(first.url)
  const path = `\`${pathname}${search}\``
  return more.length === 0 ? `${path} was` : `${path} and ${count(more.length, 'other call')} were`
}

/** A bug, not a failed call: to handle the rejection would only hide it. */
function isBadUrl(reason: unknown): boolean {
  return reason instanceof TypeError && reason.message === 'Failed to parse URL from undefined'
}
