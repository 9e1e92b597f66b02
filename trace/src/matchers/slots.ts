import type { Trace } from '../call.ts'
import { lastSentOf } from '../facts.ts'
import { msText, SAME_MS } from '../ms.ts'
import { inPool, inSequence } from '../schedules.ts'
import { idleOf, levelsOf, underWay } from '../stretches.ts'
import { checkCount, type Verdict } from './judge.ts'
import { nameIn } from './words.ts'

export function runInOrder(trace: Trace): Verdict {
  const { calls } = trace
  const expected = 'Expected each call to be sent after the one before had ended, but'
  if (calls.length === 0) return { pass: false, sentence: `${expected} no call was sent.` }
  const early = calls.findIndex((call, i) => {
    const before = calls[i - 1]
    // An unread body doesn't delay the next call.
    return before !== undefined && call.sentMs < (before.endMs ?? before.headersMs ?? Infinity)
  })
  const call = calls[early]
  const before = calls[early - 1]
  if (call === undefined || before === undefined) {
    const sentence =
      'Expected some calls to overlap, but each was sent after the one before had ended.'
    return { pass: true, sentence }
  }
  const until = before.endMs === undefined ? 'and still is' : `until ${msText(before.endMs)}`
  return {
    pass: false,
    sentence: `${expected} ${nameIn(trace, call)} was sent at ${msText(call.sentMs)}, while ${nameIn(trace, before)} was under way, ${until}: await each answer before you send the next call.`,
    wanted: () => inSequence(trace),
  }
}

export function keepSlotsBusy(trace: Trace, slots: number): Verdict {
  checkCount('toKeepSlotsBusy', slots, 1)
  const levels = levelsOf(underWay(trace))
  const lastMs = lastSentOf(trace)
  const idleMs = idleOf(levels, slots, lastMs)
  const expected = `Expected ${slots === 1 ? '1 slot' : `${slots} slots`} to be busy while calls were still to be sent, but`
  if (levels.length === 0) return { pass: false, sentence: `${expected} no call was sent.` }
  if (idleMs <= SAME_MS * slots) {
    const sentence = `Expected a slot to be empty while calls were still to be sent, but all ${slots} were busy.`
    return { pass: true, sentence }
  }
  const first = levels.find(
    ({ at, count }, i) => count < slots && (levels[i + 1]?.at ?? at) - at > SAME_MS,
  )
  return {
    pass: false,
    sentence: `${expected} ${slots === 1 ? 'it was' : 'they were'} empty for ${msText(idleMs)} in all, first at ${msText(first?.at ?? 0)}: send the next call as soon as one ends.`,
    wanted: () => inPool(trace, slots),
  }
}
