import type { Run } from '@overlap/mock-server'
import { diagnose, type Call } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { diagnoseCalls } from './ending-rules.ts'
import { callFor, earliestMs, parts, pathsOf, wantedOf, type Part, type Scene } from './play.ts'
import { pathOf } from './words.ts'

/** When each call was sent, and when the promise resolved. */
export function diagnoseStarts(run: Run<ProductPage>, scene: Scene): void {
  diagnoseCalls(run, scene)
  const { calls } = run.trace
  const late = parts.filter((part) => sentMs(run, scene, part) > earliestMs(run, scene, part))
  const lastMs = Math.max(...calls.map(({ endMs = 0 }) => endMs))
  const wanted = wantedOf(run, scene)
  diagnose(
    run,
    [
      [
        calls.every((call, i) => call.sentMs >= (calls[i - 1]?.endMs ?? 0)),
        'Only one call was in flight at a time: each was sent when the one before had ended. `await` ' +
          'pauses your function before the next call, even inside the list that you pass to ' +
          '`Promise.all`. Make the promises without `await`. `Promise.all` starts nothing; it only waits.',
      ],
      ...late.map((part): [boolean, string] => [true, whyLate(run, scene, part)]),
    ],
    wanted,
  )
  // A wanted picture would show the same: only the end of the promise differs.
  diagnose(run, [
    [
      run.settledMs > lastMs,
      `The last answer arrived at ${lastMs} ms, but your promise resolved at ${run.settledMs} ms. The page ` +
        'is complete when the last answer arrives, so resolve then.',
    ],
  ])
}

const sentMs = (run: Run<unknown>, scene: Scene, part: Part): number =>
  callFor(run, scene, part)?.sentMs ?? 0

/** Why a call was sent later than possible. */
function whyLate(run: Run<unknown>, scene: Scene, part: Part): string {
  const paths = pathsOf(scene)
  const ms = sentMs(run, scene, part)
  const before = run.trace.calls.filter(({ endMs }) => endMs === ms)
  const [waited] = before
  const sent = `\`${paths[part]}\` was sent at ${ms} ms`
  const also = waited === undefined ? '' : `, when \`${pathOf(waited)}\` had arrived`
  if (part !== 'offered' && part !== 'price') {
    return (
      `${sent}${also}. It needs no other answer, so it can be sent at 0 ms. Call \`get\` for it before ` +
      'you await anything.'
    )
  }
  const neededMs = earliestMs(run, scene, part) + sentMs(run, scene, 'recommendations')
  const other = part === 'price' ? 'offered' : 'price'
  const needs = `the recommendations, which had arrived at ${neededMs} ms`
  if (before.some((call: Call) => pathOf(call) === paths[other])) {
    return (
      `${sent}${also}. But it needs only the \`productId\` from ${needs}. Send the two calls of the offer ` +
      'together.'
    )
  }
  if (waited === undefined || pathOf(waited) === paths.recommendations) {
    return `${sent}. It needs only ${needs}. Send it then.`
  }
  const both = sentMs(run, scene, other) === ms
  return (
    (both
      ? `The two calls of the offer were sent together, at ${ms} ms${also}. But they need`
      : `${sent}${also}. But it needs`) +
    ` only ${needs}. Put the recommendations and the calls that need them ` +
    'into an async function of their own, so that they wait for nothing else.'
  )
}
