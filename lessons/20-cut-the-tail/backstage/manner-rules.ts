import { shown } from '@overlap/scenarios'
import { diagnoseCalls, diagnoseSuccess, eachCaller } from './call-rules.ts'
import { diagnose } from '@overlap/trace'
import { diagnoseFailure } from './failure-rules.ts'
import type { Played } from './play.ts'
import type { Scene } from './scene.ts'

/** `fn` may throw, ignore its signal, or return a Response whose body is still arriving. */
export function diagnoseManners(played: Played, scene: Scene): void {
  const { run, came } = played
  const thrown = came.flatMap(({ caller }) =>
    caller.plans.filter(({ end }) => end === 'throws').map(({ value }) => value),
  )
  diagnose(run, [
    [
      run.unhandled.some((error) => thrown.some((value) => Object.is(value, error))),
      `\`fn\` threw ${shown(run.unhandled[0])} before it returned a promise, and nothing caught it. In a timer, that ` +
        'ends the process. Call `fn` in an async function, which turns a throw into a rejection.',
    ],
  ])
  diagnoseCalls(played, scene)
  diagnoseSuccess(played, scene)
  diagnoseFailure(played, scene)
  eachCaller(played, scene, ({ calls, caller, body }, wanted) => {
    const { winner, endsMs, settledMs: winMs } = wanted
    if (winner === undefined) return []
    const { abortMs = Infinity } = caller
    const name = winner === 0 ? 'first' : 'second'
    const other = winner === 0 ? 'second' : 'first'
    const otherMs = endsMs[1 - winner]!
    const { abortedMs = Infinity } = calls[winner] ?? {}
    const isBody = scene.returnsResponse === true
    const follows = isBody && abortMs > winMs && abortMs < winMs + 50
    return [
      [
        abortedMs === otherMs && otherMs > winMs && abortedMs !== abortMs,
        `The ${name} call won at ${winMs} ms. When the ${other} one, which ignored its signal, ended at ${otherMs} ms, ` +
          'your code aborted the winner. Once there is a winner, leave it alone, however the other call ends.',
      ],
      [
        abortedMs < Infinity && abortedMs !== abortMs,
        `The ${name} call won, and its signal was aborted at ${abortedMs} ms. If its value is a \`Response\`, the ` +
          'body is still arriving then, and breaks off. Give each call a controller of its own, and abort only the ' +
          "loser's.",
      ],
      [
        follows && abortedMs !== abortMs,
        `The ${name} call won at ${winMs} ms with a \`Response\`, and the caller aborted at ${abortMs} ms, while the body ` +
          "was arriving. Nothing stopped it. The winner's signal has to follow the caller's, also after the win.",
      ],
      [
        isBody && !follows && body?.status === 'rejected',
        `The ${name} call won with a \`Response\`, but reading its body rejected with ` +
          `${shown(body?.status === 'rejected' && body.reason)}.`,
      ],
    ]
  })
}
