import { count, ending, shown } from '@overlap/scenarios'
import { abortedAt, diagnose } from '@overlap/trace'
import { marked } from './ending-rules.ts'
import type { Played, Seen } from './play.ts'
import { isFailure, lastEnd, type Scene } from './scenes.ts'

/** A task threw before it returned a promise. */
export function diagnoseThrow({ run, tasks }: Played): void {
  const thrower = tasks.find(
    ({ plan, timesCalled }) => plan.end === 'throws at once' && timesCalled,
  )
  const name = `\`${thrower?.plan.name}\``
  const thrown = `threw ${shown(thrower?.plan.value)} before it returned a promise`
  const missed = tasks.find(({ timesCalled }) => timesCalled === 0)
  diagnose(run, [
    [
      thrower !== undefined && missed !== undefined,
      `After ${name} threw, \`${missed?.plan.name}\` was never called. ${name} ${thrown}. Turn that throw ` +
        'into a rejection, so that it stops no other task.',
    ],
    [
      thrower !== undefined &&
        run.outcome === 'rejected' &&
        Object.is(run.reason, thrower.plan.value),
      `Your promise rejected with what ${name} threw. ${name} ${thrown}, which is a failure like any ` +
        'other. Turn that throw into a rejection.',
    ],
  ])
}

/** A task was called without `{ signal }`. */
function withoutSignal(tasks: readonly Seen[], advice: string): [boolean, string][] {
  const without = tasks.find(({ hadSignal }) => !hadSignal)
  const name = `\`${without?.plan.name}\``
  const [first] = without?.given ?? []
  const given = without?.given.length === 0 ? 'without an argument' : `with ${shown(first)}`
  return [
    [
      first instanceof AbortSignal,
      `Task ${name} got the signal itself instead of \`{ signal }\`. A task takes an object, and finds the ` +
        'signal under that name.',
    ],
    [without !== undefined, `Task ${name} got no signal. It was called ${given}. ${advice}`],
  ]
}

/** The caller passed no signal. */
export function diagnoseNoSignal({ run, tasks }: Played, { options }: Scene): void {
  const given = options && ('signal' in options ? ', { signal: undefined }' : ', {}')
  const call = `\`settleAll(tasks${given ?? ''})\``
  const advice =
    `${call} passes none, but a task may read \`signal.aborted\`. Give it a signal that never ` +
    'aborts, as the starter does.'
  diagnose(run, [
    [
      run.outcome === 'rejected' && run.reason instanceof TypeError,
      `Your promise rejected after ${call}. It rejected with ${shown(run.reason)}. A caller may leave out ` +
        'the signal. Then use one that never aborts, as the starter does.',
    ],
    ...withoutSignal(tasks, advice),
  ])
}

/** What happened when the caller aborted at `abortMs`. */
export function diagnoseAbort(played: Played, { abortMs = 0 }: Scene): void {
  const { run, tasks, running, callerReason } = played
  const { settledMs } = run
  const unreached = tasks.find(
    ({ plan, endMs = 0 }) => !plan.ignoresSignal && plan.latencyMs > abortMs && endMs > abortMs,
  )
  const otherReason = tasks.find(
    ({ wasAborted, signalReason }) => wasAborted && !Object.is(signalReason, callerReason),
  )
  const lastMs = Math.max(abortMs, ...tasks.map(({ endMs = 0 }) => endMs))
  diagnose(
    run,
    [
      ...withoutSignal(
        tasks,
        'Call each task with `{ signal }`, so that it can stop when the caller aborts.',
      ),
      [
        unreached !== undefined,
        `The caller's abort at ${abortMs} ms didn't reach \`${unreached?.plan.name}\`. The signal that it got ` +
          `didn't abort, so it ran until ${unreached?.endMs} ms. Pass on the caller's signal.`,
      ],
      [
        otherReason !== undefined,
        `The caller aborted with ${shown(callerReason)}, but the \`signal.reason\` of \`${otherReason?.plan.name}\` ` +
          `was ${shown(otherReason?.signalReason)}. A task may want to know why. When you abort a signal of your own, give it the ` +
          'reason of the caller.',
      ],
    ],
    tasks.some(({ plan }) => plan.ignoresSignal) ? undefined : abortedAt(run.trace, abortMs),
  )
  const worked = tasks.every(({ plan, abortError }) => abortError === undefined && !isFailure(plan))
  const verb = run.outcome === 'rejected' ? 'rejected' : 'resolved'
  diagnose(
    marked(run.trace, settledMs),
    [
      [
        running > 0,
        `Your promise ${verb} at ${settledMs} ms with ${count(running, 'task')} still running. The caller ` +
          `aborted at ${abortMs} ms, but a task may ignore its signal, or clean up first. Don't race the ` +
          'signal: wait until every task has settled.',
      ],
      [
        settledMs > lastMs,
        `The last task settled at ${lastMs} ms, but your promise only at ${settledMs} ms. The caller aborted at ` +
          `${abortMs} ms. Settle as soon as every task has settled.`,
      ],
    ],
    running > 0 ? marked(run.trace, lastMs) : undefined,
  )
  diagnose(run, [
    [
      !callerReason && !Object.is(run.reason, callerReason),
      `The caller aborted at ${abortMs} ms with ${shown(callerReason)}, but your promise ${verb} with ` +
        `${shown(run.outcome === 'fulfilled' ? run.value : run.reason)}. A reason can be any value, also a falsy one. ` +
        'Read `signal.aborted` to find out whether the caller aborted.',
    ],
    [
      run.outcome === 'fulfilled' && worked,
      `Your promise resolved, but the caller aborted at ${abortMs} ms. Every task worked, but after an abort, ` +
        "the caller doesn't need the results. Look at `signal.aborted` whether or not a task failed.",
    ],
    [
      run.outcome === 'fulfilled',
      `Your promise resolved, but the caller aborted at ${abortMs} ms. The caller no longer needs a result. When every ` +
        'task has settled, read `signal.aborted` again, before you look at the results.',
    ],
    ...wrongReason(played, `The caller aborted at ${abortMs} ms`),
  ])
}

function wrongReason(
  { run: { reason, outcome }, tasks, callerReason }: Played,
  aborted: string,
  advice = 'When every task has settled, read `signal.aborted` again, and reject with `signal.reason` itself.',
): [boolean, string][] {
  const wrong = outcome === 'rejected' && !Object.is(reason, callerReason)
  const isAbort = reason instanceof DOMException && reason.name === 'AbortError'
  const ofTask = tasks.find(
    ({ plan, abortError }) =>
      reason !== undefined &&
      (Object.is(abortError, reason) || (isFailure(plan) && Object.is(plan.value, reason))),
  )
  const wanted = `${aborted} with ${shown(callerReason)}`
  return [
    [
      wrong && ofTask !== undefined,
      `Your promise rejected with the error of \`${ofTask?.plan.name}\`, ${shown(reason)}, instead of the caller's ` +
        `reason. ${wanted}. Reject with \`signal.reason\` itself.`,
    ],
    [
      wrong && reason instanceof AggregateError,
      `Your promise rejected with an AggregateError instead of the caller's reason. ${wanted}. ${advice}`,
    ],
    [
      wrong && isAbort,
      `Your promise rejected with another AbortError than the caller's reason. ${wanted}, and looks for that very reason ` +
        'in a `catch`. Reject with `signal.reason` itself.',
    ],
    [
      wrong,
      `Your promise rejected with ${shown(reason)} instead of the caller's reason. ${wanted}. Reject with \`signal.reason\` ` +
        'itself.',
    ],
  ]
}

/** The caller had aborted before it called. */
export function diagnoseTooLate(played: Played): void {
  const { run, tasks, callerReason } = played
  const called = tasks.filter(({ timesCalled }) => timesCalled > 0).length
  const had = `the signal had already aborted${callerReason ? '' : ` (with ${shown(callerReason)})`}`
  const look = callerReason
    ? 'Look at the signal first'
    : 'A reason can be any value, so read `signal.aborted` first'
  diagnose(run, [
    [
      called > 0,
      `Your code called ${count(called, 'task')}, but ${had}. A task may do some work before it looks at its ` +
        `signal. ${look}.`,
    ],
    [run.outcome === 'never-settles', `Your promise never settled, but ${had}. Reject.`],
    [
      run.outcome === 'fulfilled',
      `Your promise resolved, but ${had}. It ${ending({ status: 'fulfilled', value: valueOf(played) })}` +
        `${tasks.length === 0 ? ', as there were no tasks' : ''}. ${look}, and reject with ` +
        '`signal.reason`.',
    ],
    ...wrongReason(
      played,
      'The caller had already aborted',
      'Reject with `signal.reason` itself, before you call a task.',
    ),
    [run.settledMs > 0, `Your promise rejected only at ${run.settledMs} ms, but ${had}.`],
  ])
}

const valueOf = ({ run }: Played): unknown => (run.outcome === 'fulfilled' ? run.value : undefined)

/** The caller aborted after every task had ended. */
export function diagnoseOver({ run, tasks, callerReason }: Played, { abortMs = 0 }: Scene): void {
  const lastMs = lastEnd(tasks.map(({ plan }) => plan))
  diagnose(run, [
    [
      run.outcome === 'rejected' && Object.is(run.reason, callerReason) && run.settledMs >= abortMs,
      `Your promise rejected at ${run.settledMs} ms, but the last task ended at ${lastMs} ms. The caller ` +
        `aborted only after that, at ${abortMs} ms. Settle as soon as every task has settled.`,
    ],
  ])
}

/** Whether every task had ended when the caller aborted. */
export const isOver = ({ plans, abortMs = Infinity }: Scene): boolean => lastEnd(plans) < abortMs
