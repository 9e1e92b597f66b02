import { everyScenario, fc } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { withDeadline, withTimeout } from '#lesson'
import { diagnoseTooLate, firstTooLate, tooLate } from './begin-rules.ts'
import { diagnoseAbort } from './caller-rules.ts'
import { allSteps, asTimeout, diagnoseSteps, firstSteps, playSteps } from './deadline-rules.ts'
import { diagnoseLeftovers } from './leftover-rules.ts'
import { accepted, diagnoseAccepted, diagnoseRefused, refused, short } from './number-rules.ts'
import { diagnoseOrder } from './order-rules.ts'
import { play, untidy, type WithTimeout } from './play.ts'
import {
  aborted,
  anyEnding,
  contested,
  first,
  inner,
  late,
  left,
  scene,
  stubborn,
  tell,
  timely,
  type Scene,
} from './scenes.ts'
import { diagnoseStubborn } from './stubborn-rules.ts'
import { diagnoseTimeout } from './timeout-rules.ts'
import { diagnoseResult, diagnoseWork } from './work-rules.ts'

const draws = 16

/** Judges a scene. Whichever comes first decides: the work, the timeout or the caller's abort. */
async function judge(withTimeout: WithTimeout, scene: Scene): Promise<void> {
  const { what } = first(scene)
  // The last step of the task judges what is left when the work ends in time.
  const leaves = what === 'end' ? ([...untidy, 'rejection'] as const) : untidy
  const played = await play(withTimeout, scene, leaves)
  diagnoseWork(played, scene)
  if (what === 'end') diagnoseResult(played, scene)
  else if (what === 'timeout') diagnoseTimeout(played, scene)
  else diagnoseAbort(played, scene)
}

const settles = (drawn: fc.Arbitrary<Scene>, first: readonly Scene[]) =>
  everyScenario(drawn, { first, draws, tell }, (scene) => judge(withTimeout, scene))

const noHeaders = scene({ headersMs: Infinity })
const noBody = scene({ bodyMs: Infinity })

describe('Your task', () => {
  test(
    'settles as the work does if it ends in time',
    settles(timely, [
      scene(),
      scene({ end: 'throws', value: new Error('sold out') }),
      scene({ manner: 'at once', headersMs: 0, bodyMs: 0 }),
      scene({ end: 'returns a thenable' }),
      scene({ end: 'throws', value: inner('AbortError') }),
      scene({ end: 'throws', value: inner('TimeoutError') }),
      scene({ manner: 'at once', end: 'throws', value: inner('AbortError') }),
      scene({ value: Response.json({ id: 3 }) }),
    ]),
  )

  test(
    'ends the work with a TimeoutError when time is up, even while a body arrives',
    settles(late, [
      scene({ bodyMs: 900 }),
      scene({ bodyMs: 900, signal: 'a signal' }),
      noHeaders,
      noBody,
      scene({ bodyMs: 900, end: 'returns a thenable' }),
      scene({ bodyMs: 900, beside: true }),
    ]),
  )

  test("ends the work with the caller's reason when the caller aborts", async () => {
    await settles(aborted, [
      scene({ bodyMs: Infinity, abortMs: 203, reason: left }),
      scene({ abortMs: 103, reason: left, beside: true }),
      scene({ abortMs: -1, reason: left }),
    ])()
    const slow = scene({ bodyMs: Infinity, onAbort: 'cleans up', reason: left })
    const both = [
      { ...slow, abortMs: 283 },
      { ...slow, abortMs: 323 },
    ]
    await everyScenario(contested, { first: both, draws: 6, tell }, async (scene) =>
      diagnoseOrder(await play(withTimeout, scene), scene),
    )()
  })

  test(
    'leaves no timer and no listener behind, however the work ends',
    everyScenario(
      anyEnding,
      {
        first: [
          scene({ manner: 'wait', signal: 'a signal' }),
          scene({ manner: 'wait', end: 'throws', value: left, signal: 'a signal' }),
          scene({ manner: 'at once', end: 'throws', value: left, signal: 'a signal' }),
          scene({ manner: 'wait', headersMs: Infinity, signal: 'a signal' }),
          scene({ manner: 'wait', headersMs: Infinity, abortMs: 103, reason: left }),
          scene({ manner: 'at once', end: 'throws', abortMs: -1, reason: left }),
          scene({ manner: 'wait', signal: 'a signal', beside: true }),
        ],
        draws,
        tell,
      },
      async (scene) => {
        const played = await play(withTimeout, scene, [])
        diagnoseLeftovers(played, scene)
      },
    ),
  )
})

describe('Go further', () => {
  test('ends the work at a deadline, which several steps can share', async () => {
    await everyScenario(allSteps, { first: firstSteps, draws }, async (steps) =>
      diagnoseSteps(await playSteps(withDeadline, steps), steps),
    )()
    const named = asTimeout(withDeadline)
    await everyScenario(
      fc.oneof(timely, late, aborted),
      { first: [scene(), noBody, scene({ abortMs: 103, reason: left })], draws: 6, tell },
      (scene) => judge(named, scene),
    )()
    await everyScenario(fc.constant(Number.NaN), { draws: 1 }, async (timeoutMs) =>
      diagnoseRefused(await play(named, scene({ timeoutMs })), 'deadlineMs', timeoutMs),
    )()
  })

  test(
    'rejects in time even if the work ignores its signal',
    everyScenario(
      stubborn,
      {
        first: [
          scene({ bodyMs: 900, onAbort: 'goes on' }),
          scene({ bodyMs: 900, onAbort: 'goes on', abortMs: 203, reason: left }),
          scene({ bodyMs: 900, onAbort: 'goes on', end: 'throws', value: left }),
          scene({ bodyMs: 900, onAbort: 'goes on', end: 'returns a thenable' }),
          scene({ bodyMs: 900, onAbort: 'returns' }),
          scene({ bodyMs: 900, onAbort: 'throws its own error' }),
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseStubborn(await play(withTimeout, scene), scene),
    ),
  )

  test(
    "doesn't call the work if it is already too late",
    everyScenario(tooLate, { first: firstTooLate, draws: 8 }, async (scene) =>
      diagnoseTooLate(await play(withTimeout, scene, []), scene),
    ),
  )

  test('accepts any timeout from 0 ms up, and rejects NaN and negative ones', async () => {
    const fine = [
      ...accepted.map((timeoutMs) => scene({ timeoutMs, manner: 'wait' })),
      ...short.map((timeoutMs) => scene({ timeoutMs, manner: 'at once' })),
    ]
    await everyScenario(fc.constantFrom(...fine), { first: fine, draws: 0 }, async (scene) =>
      diagnoseAccepted(await play(withTimeout, scene, []), scene),
    )()
    await everyScenario(
      fc.constantFrom(...refused),
      { first: refused, draws: 0 },
      async (timeoutMs) =>
        diagnoseRefused(await play(withTimeout, scene({ timeoutMs })), 'timeoutMs', timeoutMs),
    )()
  })
})
