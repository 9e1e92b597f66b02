import { carries, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseAllFailed } from './failure-rules.ts'
import type { Played } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { diagnoseFirst } from './success-rules.ts'
import { isOver, ONABORT_REPLACED, removedTooEarly, tasksText } from './words.ts'

/** If there is no result when the caller aborts, the promise rejects right away with the caller's reason. */
export function diagnoseCaller(played: Played, scene: Scene): void {
  const { abortMs = Infinity } = scene
  if (abortMs < 0) diagnoseTooLate(played)
  else if (isOver(played.tasks, scene)) {
    diagnoseFirst(played)
    diagnoseAllFailed(played)
    diagnose(played.run, [[played.isReplaced, ONABORT_REPLACED]])
  } else diagnoseRejection(played, scene)
}

/** The caller had aborted before the call. */
function diagnoseTooLate({ run, tasks, result, caller }: Played): void {
  const why = shown(caller.reason)
  const called = tasks.filter(({ timesCalled }) => timesCalled > 0)
  const isRight = result?.status === 'rejected' && Object.is(result.reason, caller.reason)
  diagnose(run, [
    [
      called.length > 0 && !caller.reason,
      `The caller's signal had already aborted, with the reason ${why}, but your code called ` +
        `${tasksText(called)}. ${anyReason(why)}`,
    ],
    [
      called.length > 0,
      `The caller's signal had already aborted, but your code called ${tasksText(called)}. An aborted ` +
        "signal doesn't fire `abort` again. Check `signal.aborted` before you call any task.",
    ],
    [
      !isRight,
      `The caller's signal had already aborted, with the reason ${why}, but your promise ${ending(result)}. ` +
        (caller.reason ? own : anyReason(why)),
    ],
  ])
}

/** The caller aborts before there is a result. */
function diagnoseRejection(played: Played, { abortMs = Infinity, abortsInTask }: Scene): void {
  const { run, tasks, result, settledMs, caller, isReplaced, removedAtOnce } = played
  const reason = reasonOf(result)
  const why = shown(caller.reason)
  const isRight = result?.status === 'rejected' && Object.is(reason, caller.reason)
  const running = tasks.filter(({ plan }) => endOf(plan) > abortMs)
  const waited = running.find(({ plan }) => endOf(plan) === settledMs)
  const ignores = waited?.plan.onAbort === 'ignores its signal'
  const isLate = settledMs > abortMs
  const aborted = abortsInTask
    ? 'While your code called task 1, the caller aborted'
    : `The caller aborted at ${abortMs} ms`
  diagnose(run, [
    [isReplaced, ONABORT_REPLACED],
    [
      abortsInTask === true && isLate,
      `${aborted}, but your promise ` +
        `${result === undefined ? 'never settled' : `settled only at ${settledMs} ms`}. A listener that is added after ` +
        'that never runs. Add it before you call any task.',
    ],
    [removedAtOnce && (isLate || !isRight) && !abortsInTask, removedTooEarly(aborted)],
    [
      isLate && ignores,
      `${aborted}, but your promise settled only at ${settledMs} ms, with task ${waited?.number}, which ignores ` +
        "its signal. An abort is only a request to a task. Let the caller's signal settle your promise " +
        'itself.',
    ],
    [
      isLate,
      `${aborted}, but your promise settled only at ${settledMs} ms. Reject as soon as the caller aborts.`,
    ],
    [
      result?.status === 'fulfilled' &&
        running.some(({ plan }) => plan.onAbort === 'returns a part'),
      `${aborted}, but your promise ${ending(result)}, which a task returned because it was aborted. After the ` +
        "caller's abort, no task can win any more.",
    ],
    [
      reason instanceof AggregateError,
      `${aborted}, but your promise rejected with an AggregateError. The tasks didn't fail, they were aborted. ` +
        own,
    ],
    [
      !isRight && !caller.reason,
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}. ${anyReason(why)}`,
    ],
    [
      !isRight && carries(reason, caller.reason),
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}, which wraps the reason. ${own}`,
    ],
    [!isRight, `${aborted}, with the reason ${why}, but your promise ${ending(result)}. ${own}`],
  ])
}

const own = 'Your caller expects their own reason back: reject with `signal.reason` itself.'

const anyReason = (why: string): string =>
  `A reason can be any value, even ${why}. Look at \`signal.aborted\`, not at the reason, and reject with ` +
  '`signal.reason` as it is.'
