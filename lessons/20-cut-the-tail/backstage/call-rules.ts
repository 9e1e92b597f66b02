import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Came, Played } from './play.ts'
import { wantedOf, type Scene, type Wanted } from './scene.ts'

/** A condition, and the sentence that is true if it holds. */
export type Sentences = readonly (readonly [boolean, string])[]

/** Judges one caller at a time, in the order of the scene. */
export function eachCaller(
  { run, came }: Played,
  { afterMs }: Scene,
  judge: (mine: Came, wanted: Wanted) => Sentences,
): void {
  for (const mine of came) diagnose(run, judge(mine, wantedOf(mine.caller, afterMs)))
}

/** `fn` is called right away, and a second time if and when the first call is slow. */
export function diagnoseCalls(played: Played, scene: Scene): void {
  const { run, oddArgs } = played
  diagnose(run, [
    [
      oddArgs.length > 0,
      `\`fn\` was called with ${shown(oddArgs[0])}, but no caller passed that. Pass the argument on as it is.`,
    ],
  ])
  eachCaller(played, scene, (mine, wanted) => [
    ...firstCall(mine),
    ...secondCall(mine, wanted, scene),
    [
      mine.calls.length > 2,
      `\`fn\` was called ${mine.calls.length} times for one caller. Send at most one more call, whatever comes ` +
        'of the first two.',
    ],
  ])
}

function firstCall({ calls, caller: { atMs, abortMs = Infinity }, result }: Came): Sentences {
  const [first] = calls
  return [
    [
      first === undefined && abortMs >= atMs,
      `A caller called your function at ${atMs} ms, but \`fn\` was never called, and the promise ` +
        `${ending(result)}.`,
    ],
    [
      first !== undefined && first.startMs > atMs,
      `A caller called your function at ${atMs} ms, but \`fn\` was called only at ${first?.startMs} ms. Send the ` +
        'first call right away, and only the second one late.',
    ],
    [
      calls.some(({ signal }) => signal === undefined),
      '`fn` got no signal. Call it with `(arg, { signal })`, and give each call a signal that you can abort.',
    ],
  ]
}

function secondCall(
  { caller, calls }: Came,
  wanted: Wanted,
  { afterMs, single }: Scene,
): Sentences {
  const { atMs, plans, abortMs = Infinity } = caller
  const [, second] = calls
  const { secondMs, endsMs } = wanted
  const [firstEndMs] = endsMs
  const isUnwanted = second !== undefined && secondMs === undefined
  const isEarly = second !== undefined && second.startMs < (secondMs ?? Infinity)
  // With a signal that has already aborted, there is no request to be seen in the picture.
  const isDead = second?.signal?.aborted === true && second.abortedMs === second.startMs
  const sent = `${isDead ? '`fn` was called again' : 'the second call was sent'} at ${second?.startMs} ms`
  const how = plans[0].end === 'succeeds' ? 'succeeded' : 'failed'
  const took = wanted.end === 'reason' ? abortMs - atMs : firstEndMs - atMs
  const isWrongClock =
    isEarly && atMs > 0 && second.startMs <= Math.max(afterMs, (calls[0]?.startMs ?? 0) + 1)
  return [
    [
      isWrongClock,
      `A caller called your function at ${atMs} ms, and ${sent}, though \`afterMs\` is ${afterMs}. \`afterMs\` counts from ` +
        'the call of your function, for each caller. Your code counts from the call of `hedged`.',
    ],
    [
      isEarly && single !== undefined,
      `${single?.why}, which means no second call, but ${sent}.` +
        (single?.options.afterMs === Infinity ? ' A timer of `Infinity` ms fires after 1 ms.' : ''),
    ],
    [
      isEarly && second.startMs <= Math.max(atMs, calls[0]?.startMs ?? 0) + 1 && afterMs > 1,
      `Both calls were sent at ${atMs} ms, so every caller costs two calls. Most first calls are quick. Wait ` +
        `\`afterMs\` (${afterMs} ms here), and send the second one only if the first hasn't settled by then.`,
    ],
    [
      isUnwanted && second.startMs > abortMs,
      `The caller aborted at ${abortMs} ms, but ${sent}. Nobody waits for it any more: send none once the ` +
        'caller has aborted.',
    ],
    [
      isUnwanted && second.startMs >= firstEndMs && how === 'failed',
      `The first call failed after ${took} ms, before \`afterMs\` (${afterMs} ms), and ${sent}. A second call is for ` +
        "slow calls. If the first has failed, reject with its error at once: whether to retry is the caller's decision.",
    ],
    [
      isUnwanted && second.startMs >= firstEndMs,
      `The first call succeeded after ${took} ms, before \`afterMs\` (${afterMs} ms), but ${sent}. Once the ` +
        'first call has settled, send no second one: clear its timer, or return before you send it.',
    ],
    [isUnwanted, `The first call took ${took} ms and \`afterMs\` is ${afterMs}, but ${sent}.`],
    [
      second === undefined && secondMs !== undefined,
      `The first call took longer than \`afterMs\`: it hadn't settled after ${afterMs} ms. But no second call was ` +
        `sent${calls.length > 0 ? '' : ', nor a first one'}. Send it then, at ${secondMs} ms, without waiting for the first.`,
    ],
    [
      second !== undefined && secondMs !== undefined && second.startMs !== secondMs,
      `A caller called your function at ${atMs} ms with \`afterMs: ${afterMs}\`, so the second call was due at ` +
        `${secondMs} ms, but ${sent}.`,
    ],
  ]
}

/** The first success is the result, as soon as it arrives. */
export function diagnoseSuccess(played: Played, scene: Scene): void {
  eachCaller(played, scene, ({ result, settledMs = Infinity, calls, caller }, wanted) => {
    if (wanted.end !== 'value' || wanted.winner === undefined) return []
    const { winner, endsMs } = wanted
    const winMs = wanted.settledMs
    const name = winner === 0 ? 'first' : 'second'
    const won = `The ${name} call succeeded at ${winMs} ms`
    const value = calls[winner]?.value
    const loser = caller.plans[1 - winner]!
    const loserMs = endsMs[1 - winner]!
    const { abortedMs = Infinity } = calls[winner] ?? {}
    const isLate = settledMs > winMs
    const settled = settledMs === Infinity ? 'never settled' : `settled only at ${settledMs} ms`
    return [
      [
        abortedMs < winMs && winner === 0 && abortedMs === wanted.secondMs,
        `Your code aborted the first call at ${abortedMs} ms, when it sent the second, but the first would have ` +
          `succeeded at ${winMs} ms. Hedging isn't a timeout: let both run, and take the first success.`,
      ],
      [
        abortedMs < winMs,
        `Your code aborted the ${name} call at ${abortedMs} ms, before any call had succeeded. It would have ` +
          `succeeded at ${winMs} ms.`,
      ],
      [
        settledMs < winMs && loser.end !== 'succeeds' && loserMs === settledMs,
        `The ${winner === 0 ? 'second' : 'first'} call failed at ${settledMs} ms, and your promise ${ending(result)} at ` +
          `that moment, though the ${name} call was still in flight. It succeeded at ${winMs} ms. Don't ` +
          'reject while the other call can still succeed. `Promise.race` rejects with the first failure, while ' +
          '`Promise.any` waits for a success.',
      ],
      [
        settledMs < winMs,
        `Your promise ${ending(result)} at ${settledMs} ms, before any call had succeeded.`,
      ],
      [
        isLate && winner === 0,
        `${won}, ${wanted.secondMs === undefined ? 'and no second call was due' : 'before the second'}, but your ` +
          `promise ${settled}. The first success wins, whichever call it comes from.`,
      ],
      [
        isLate && settledMs === Math.max(...endsMs),
        `${won}, but your promise settled only at ${settledMs} ms, when the first call had ended, too. The first ` +
          'success wins. Race the two calls.',
      ],
      [isLate, `${won}, but your promise ${settled}. The first success wins. Race the two calls.`],
      [
        result?.status === 'rejected',
        `${won}, with ${shown(value)}, but your promise ${ending(result)}.`,
      ],
      [
        result?.status === 'fulfilled' && !Object.is(result.value, value),
        `The ${name} call returned ${shown(value)}, but your promise ${ending(result)}. Return the value of the ` +
          'call that succeeds first.',
      ],
      [reasonOf(result) !== undefined, `${won}, but your promise ${ending(result)}.`],
    ]
  })
}
