import { carries, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseFirst } from './success-rules.ts'
import { diagnoseAllFailed } from './failure-rules.ts'
import type { Played } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { tasksText, winnerOf } from './words.ts'

/** The caller's abort reaches every task, and the promise rejects right away with the caller's reason. */
export function diagnoseCaller(played: Played, { abortMs = Infinity }: Scene): void {
  const { run, tasks, result, settledMs, caller } = played
  const winner = winnerOf(tasks)
  const ends = tasks.map(({ plan }) => endOf(plan))
  const endMs = winner ? endOf(winner.plan) : Math.max(0, ...ends)
  if (abortMs > endMs) {
    diagnoseFirst(played)
    diagnoseAllFailed(played)
    return
  }
  const reason = reasonOf(result)
  const why = shown(caller.reason)
  const isRight = result?.status === 'rejected' && Object.is(reason, caller.reason)
  const called = tasks.filter(({ timesCalled }) => timesCalled > 0)
  if (abortMs < 0) {
    diagnose(run, [
      [
        called.length > 0,
        `The caller's signal had already aborted, but your code called ${tasksText(called)}. A signal that ` +
          'has aborted fires no event any more: look at it before you call a task.',
      ],
      [
        !isRight,
        `The caller's signal had already aborted, with ${why}, but your promise ${ending(result)}. ${own}`,
      ],
    ])
    return
  }
  const aborted = `The caller aborted at ${abortMs} ms`
  const running = tasks.filter(({ plan }) => endOf(plan) > abortMs)
  const left = running.filter((task) => task.abortedMs !== abortMs)
  const other = running.find(({ signal }) => !Object.is(signal?.reason, caller.reason))
  const waited = running.find(({ plan }) => endOf(plan) === settledMs)
  const ignores = waited?.plan.onAbort === 'ignores its signal'
  diagnose(run, [
    [
      left.length > 0 && isRight,
      `${aborted}, and your promise rejected, but your code didn't abort ${tasksText(left)}, so that work ` +
        'goes on. Abort every task, too.',
    ],
    [
      left.length > 0,
      `${aborted}, but your code didn't abort ${tasksText(left)}. Each task has to stop when the caller ` +
        'aborts, and also when another task wins.',
    ],
    [
      settledMs > abortMs && ignores,
      `${aborted}, but your promise settled only at ${settledMs} ms, with task ${waited?.number}, which ignores ` +
        "its signal. An abort is only a request to a task. Let the caller's signal settle your promise " +
        'itself.',
    ],
    [
      settledMs > abortMs,
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
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}. A reason can be any value, even ` +
        `${why}. Look at \`signal.aborted\`, not at the reason.`,
    ],
    [
      !isRight && carries(reason, caller.reason),
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}, which wraps the reason. ${own}`,
    ],
    [!isRight, `${aborted}, with the reason ${why}, but your promise ${ending(result)}. ${own}`],
    [
      other !== undefined,
      `${aborted}, with the reason ${why}, but the signal of task ${other?.number} has the reason ` +
        `${shown(other?.signal?.reason)}. Pass the caller's reason on, so that the task can read it.`,
    ],
  ])
}

const own = 'Your caller expects their own reason back: reject with `signal.reason` itself.'
