import { shown } from '@overlap/scenarios'
import { abortedAt, diagnose } from '@overlap/trace'
import { marked } from './ending-rules.ts'
import type { Played } from './play.ts'
import { isFailure, lastEnd, type Scene } from './scenes.ts'

/** A task threw before it returned a promise. */
export function diagnoseThrow({ run, tasks }: Played): void {
  const thrower = tasks.find(({ plan }) => plan.end === 'throws at once')
  const text = `Task \`${thrower?.plan.name}\` threw ${shown(thrower?.plan.value)} before it returned a promise`
  const missed = tasks.find(({ timesCalled }) => timesCalled === 0)
  diagnose(run, [
    [
      run.outcome === 'rejected' && missed !== undefined,
      `${text}. Your promise rejected, and \`${missed?.plan.name}\` was never called. Not every function ` +
        'that fails is async: turn what a task throws into a rejection.',
    ],
    [
      run.outcome === 'rejected' && Object.is(run.reason, thrower?.plan.value),
      `${text}, and your promise rejected with it, although other tasks worked. Not every function that ` +
        'fails is async: turn what a task throws into a rejection.',
    ],
  ])
}

/** What happened when the caller aborted at `abortMs`. */
export function diagnoseAbort(played: Played, { abortMs = 0 }: Scene): void {
  const { run, tasks, running, callerReason } = played
  const { settledMs } = run
  const listening = tasks.filter(
    ({ plan, endMs = 0 }) => !plan.ignoresSignal && plan.latencyMs > abortMs && endMs > abortMs,
  )
  const noSignal = tasks.find(({ hadSignal }) => !hadSignal)
  const lastMs = Math.max(abortMs, ...tasks.map(({ endMs = 0 }) => endMs))
  const aborted = `The caller aborted at ${abortMs} ms`
  diagnose(
    run,
    [
      [
        noSignal !== undefined,
        `Task \`${noSignal?.plan.name}\` was called without a signal. Call each task with \`{ signal }\`, so ` +
          'that it can stop when the caller aborts.',
      ],
      [
        listening.length > 0,
        `${aborted}, but \`${listening[0]?.plan.name}\` went on until ${listening[0]?.endMs} ms: the signal ` +
          "that it got didn't abort. Pass on the caller's signal.",
      ],
    ],
    tasks.some(({ plan }) => plan.ignoresSignal) ? undefined : abortedAt(run.trace, abortMs),
  )
  diagnose(
    marked(run.trace, settledMs),
    [
      [
        running > 0,
        `${aborted}, and your promise ${run.outcome === 'rejected' ? 'rejected' : 'resolved'} at ` +
          `${settledMs} ms, while ${running} ${running === 1 ? 'task was' : 'tasks were'} still running. A task may ignore its ` +
          "signal, or clean up first. Don't race the signal: wait until every task has settled.",
      ],
      [
        settledMs > lastMs,
        `${aborted}, and the last task ended at ${lastMs} ms, but your promise settled at ${settledMs} ms.`,
      ],
    ],
    running > 0 ? marked(run.trace, lastMs) : undefined,
  )
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${aborted}, before the last task had ended, but your promise resolved. Your caller doesn't want a ` +
        'result any more. When every task has settled, look at the signal before you look at the results.',
    ],
    ...wrongReason(played, aborted, callerReason),
  ])
}

function wrongReason(
  { run: { reason, outcome }, tasks }: Played,
  aborted: string,
  callerReason: unknown,
): [boolean, string][] {
  const wrong = outcome === 'rejected' && !Object.is(reason, callerReason)
  const isAbort = reason instanceof DOMException && reason.name === 'AbortError'
  const ofTask = tasks.find(
    ({ plan, abortError }) =>
      reason !== undefined &&
      (Object.is(abortError, reason) || (isFailure(plan) && Object.is(plan.value, reason))),
  )
  const wanted = `with ${shown(callerReason)}`
  return [
    [
      wrong && ofTask !== undefined,
      `${aborted} ${wanted}, but your promise rejected with ${shown(reason)}, the error of ` +
        `\`${ofTask?.plan.name}\`. Reject with \`signal.reason\` itself.`,
    ],
    [
      wrong && reason instanceof AggregateError,
      `${aborted} ${wanted}, but your promise rejected with an AggregateError, as if the tasks had failed. ` +
        'They were stopped. Reject with `signal.reason` itself.',
    ],
    [
      wrong && isAbort,
      `${aborted} ${wanted}, but your promise rejected with an AbortError of its own. Your caller wants to ` +
        'recognize the reason that it gave. Reject with `signal.reason` itself.',
    ],
    [
      wrong,
      `${aborted} ${wanted}, but your promise rejected with ${shown(reason)}. Reject with \`signal.reason\` ` +
        'itself.',
    ],
  ]
}

/** The caller had aborted before it called. */
export function diagnoseTooLate(played: Played): void {
  const { run, tasks, callerReason } = played
  const called = tasks.filter(({ timesCalled }) => timesCalled > 0).length
  const aborted = "The caller's signal had already aborted"
  diagnose(run, [
    [
      called > 0,
      `${aborted}, but your code called ${called} ${called === 1 ? 'task' : 'tasks'}. A task may do some work ` +
        'before it looks at its signal. Look at the signal first.',
    ],
    [run.outcome === 'never-settles', `${aborted}, and your promise never settled. Reject.`],
    [
      run.outcome === 'fulfilled',
      `${aborted}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')}. ` +
        'Reject with `signal.reason`.',
    ],
    ...wrongReason(played, aborted, callerReason),
    [run.settledMs > 0, `${aborted}, but your promise rejected only at ${run.settledMs} ms.`],
  ])
}

/** Whether every task had ended when the caller aborted. */
export const isOver = ({ plans, abortMs = Infinity }: Scene): boolean => lastEnd(plans) < abortMs
