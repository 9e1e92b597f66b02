import { count, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { beliefs } from './beliefs.ts'
import { expected, type WantedEnd } from './model.ts'
import type { Came, Played } from './play.ts'
import { diagnoseResults } from './result-rules.ts'
import type { Scene } from './scene.ts'

/**
 * Compares what was seen with what the rules of the lesson say.
 *
 * @param passed - scenes in which the answer was right: a mistake that shows there isn't its mistake
 */
export function judge(played: Played, scene: Scene, passed: readonly Scene[] = []): void {
  const { run, came } = played
  const wanted = expected(scene)
  const twice = came.find(({ called }) => (called?.times ?? 0) > 1)
  const late = came.find(({ called, caller }) => called && called.startMs > caller.atMs)
  const pending = came.findIndex(
    ({ called, result }, i) => !called && !result && wanted[i]?.how === 'refused',
  )
  diagnose(run, [
    [
      run.outcome === 'rejected',
      `\`circuitBreaker\` threw ${shown(run.reason)}. Return a function that takes the arguments of \`fn\`.`,
    ],
    [
      twice !== undefined,
      `Your function was called once, at ${twice?.caller.atMs} ms, and \`fn\` was called ${twice?.called?.times} times. ` +
        "A breaker doesn't retry.",
    ],
    [
      late !== undefined,
      `Your function was called at ${late?.caller.atMs} ms, but \`fn\` was called only at ${late?.called?.startMs} ms. A ` +
        "breaker doesn't make its callers wait: it calls `fn` at once, or it refuses at once.",
    ],
    [
      pending >= 0,
      `The circuit was open at ${came[pending]?.caller.atMs} ms, but the promise of the call at that time never ` +
        'settled. Reject it at once.',
    ],
  ])
  const wrong = firstWrong(came, wanted)
  if (wrong >= 0) {
    const fact = factOf(came[wrong]!, wanted[wrong]!, scene)
    const [, why = otherwise(came, wanted, wrong, scene)] =
      beliefs.find(
        ([rules]) =>
          firstWrong(came, expected(scene, rules)) < 0 &&
          passed.every((other) => isAlike(expected(other), expected(other, rules))),
      ) ?? []
    diagnose(run, [[true, `${fact} ${why}`.trim()]])
  }
  diagnoseResults(played, wanted, scene)
  diagnose(run, [
    [
      run.leftovers.some(({ kind }) => kind === 'timer'),
      'All callers had their results, and a timer of yours was still running. It keeps the process alive. You need no ' +
        'timer: compare the clock when a call comes.',
    ],
  ])
}

/** The first caller whose call reached `fn` against the rules, or didn't. -1: there is none. */
function firstWrong(came: readonly Came[], wanted: readonly WantedEnd[]): number {
  return came.findIndex(({ called, caller }, i) => {
    const { how, state } = wanted[i]!
    const isCalled = how !== 'refused' && !((caller.abortMs ?? Infinity) <= caller.atMs)
    return isCalled !== (called !== undefined) && state !== undefined
  })
}

/** What happened to a caller, with its numbers. */
function factOf({ caller, result }: Came, wanted: WantedEnd, scene: Scene): string {
  const { atMs } = caller
  const { state, sinceMs, untilMs, openedBy } = wanted
  const opened = {
    row:
      scene.failures === 1
        ? `A call had failed by ${sinceMs} ms`
        : `${scene.failures} calls in a row had failed by ${sinceMs} ms`,
    rate: `More calls than \`rate\` allows had failed by ${sinceMs} ms`,
    probe: `The probe failed at ${sinceMs} ms`,
  }[openedBy]
  const refused = result?.status === 'rejected' ? 'was refused' : "didn't reach `fn`"
  switch (state) {
    case 'open':
      return `${opened}, but \`fn\` was called at ${atMs} ms, within the cool-down of ${scene.coolDownMs} ms.`
    case 'probing':
      return `A probe had been in flight since ${sinceMs} ms, but \`fn\` was called at ${atMs} ms, too.`
    case 'probe':
      return `The cool-down was over at ${untilMs} ms, but the next call, at ${atMs} ms, ${refused}.`
    default:
      return `The circuit should have been closed at ${atMs} ms, but the call then ${refused}.`
  }
}

/** Whether the same calls reach `fn`. */
function isAlike(some: readonly WantedEnd[], others: readonly WantedEnd[]): boolean {
  return some.every(({ how }, i) => (how === 'refused') === (others[i]?.how === 'refused'))
}

/** What to say if no belief explains all calls. */
function otherwise(
  came: readonly Came[],
  wanted: readonly WantedEnd[],
  wrong: number,
  scene: Scene,
): string {
  const { atMs } = came[wrong]!.caller
  const late = wanted.findIndex(({ isLate, endMs }) => isLate && endMs <= atMs)
  const pending = came.findIndex(
    ({ fellBack, settledMs = Infinity }, i) =>
      i < wrong && fellBack && wanted[i]!.endMs <= atMs && settledMs > atMs,
  )
  const { state, sinceMs } = wanted[wrong]!
  const during = came.find(
    ({ fellBack, settledMs = 0 }) => fellBack && settledMs > sinceMs && settledMs <= atMs,
  )
  if (late >= 0) {
    return (
      `By then, the call that began at ${came[late]!.caller.atMs} ms had ended. The circuit had opened or closed since it began. ` +
      'Such calls say nothing about the server as it is now: ignore them.'
    )
  }
  if (pending >= 0) {
    return (
      `The fallback of the call at ${came[pending]!.caller.atMs} ms was still running then. Count the failure, and end ` +
      'the probe, before you call the fallback.'
    )
  }
  if (state === 'probing' && during) {
    return (
      `The fallback of the call at ${during.caller.atMs} ms ended at ${during.settledMs} ms, during that probe. End a probe ` +
      'before you call the fallback, and change nothing after it.'
    )
  }
  const thrown = came.find(
    ({ fellBack, caller }, i) =>
      i < wrong && fellBack && caller.second === came[wrong]!.caller.second,
  )
  if (scene.fallback === 'throws' && state === 'closed' && thrown) {
    return (
      `The fallback of the call at ${thrown.caller.atMs} ms had thrown before. That says nothing about the server: count only how ` +
      'calls of `fn` end.'
    )
  }
  if (scene.fallback && state === 'open') return 'A failure counts even if the fallback succeeds.'
  if (scene.fallback && state === 'probe')
    return 'The cool-down begins when the call of `fn` fails, whatever the fallback does then.'
  return tooEarly(came, wrong, scene)
}

/** What to say to a refusal when far too few calls had failed. */
function tooEarly(came: readonly Came[], wrong: number, { failures, rate }: Scene): string {
  const { caller, called, result } = came[wrong]!
  const failed = came.filter(
    ({ called, caller: { second, takesMs, end } }) =>
      called && second === caller.second && !end.ok && called.startMs + takesMs <= caller.atMs,
  ).length
  if (called || rate || failed >= failures - 1 || result?.status !== 'rejected') return ''
  return (
    `Only ${count(failed, 'call')} of that breaker had failed. Does something else count, too? Keep the state inside ` +
    '`circuitBreaker`, so that each breaker has its own.'
  )
}
