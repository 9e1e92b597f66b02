import type { Run } from '@overlap/mock-server'
import { everyScenario, fc } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { getJson } from '#lesson'
import { diagnoseAbort } from './abort-rules.ts'
import { answer, diagnoseAnswer, goodAnswers } from './answer-rules.ts'
import { bugs, diagnoseBug, playBug } from './bug-rules.ts'
import { diagnoseCall, diagnoseDelay } from './call-rules.ts'
import { brokenBodies, diagnoseHalfABody, diagnoseNoAnswer, noAnswers } from './network-rules.ts'
import { diagnoseNotJson, notJson } from './parse-rules.ts'
import { abortScenes, playAbort } from './play-abort.ts'
import { one, plan, play, scenes, tell, type Loaded, type Scene } from './play.ts'
import { diagnoseStatus, errorStatuses, failing } from './status-rules.ts'

const draws = 16

type Judge = (run: Run<unknown>, load: Loaded) => void

/** A step in which every call of each scene has to end as `judge` says. */
function ends(drawn: fc.Arbitrary<Scene>, first: readonly Scene[], judge: Judge) {
  return everyScenario(drawn, { first, draws, tell }, async (scene) => {
    const { run, loads } = await play(getJson, scene)
    for (const load of loads) {
      diagnoseCall(run, load)
      judge(run, load)
      diagnoseDelay(run, load)
    }
  })
}

describe('Your task', () => {
  test(
    'resolves with the JSON of a good answer',
    ends(
      scenes(goodAnswers),
      [one(), one(answer(201, '{"id":3}')), one(answer(200, 'null'))],
      diagnoseAnswer,
    ),
  )

  test(
    'rejects with an HttpError when the status is an error',
    ends(
      scenes(errorStatuses),
      [
        one(failing(503, '{"error":"try again later"}')),
        one(failing(404, '<html>Not found</html>')),
        one(failing(400, '{"error":"no such page"}')),
      ],
      diagnoseStatus,
    ),
  )

  test(
    'rejects with a NetworkError when no answer comes',
    ends(scenes(noAnswers), [one({ kind: 'refused' }), one({ kind: 'reset' })], diagnoseNoAnswer),
  )
})

describe('Go further', () => {
  test(
    'rejects with a ParseError when the body is not JSON',
    ends(
      scenes(notJson.map((body) => answer(200, body))),
      [one(answer(200, '<html>Please sign in</html>')), one(answer(200, ''))],
      diagnoseNotJson,
    ),
  )

  test(
    'rejects with a NetworkError when the body breaks off',
    ends(
      scenes(brokenBodies),
      // There is no product 99999: a true 404, whose body breaks off.
      [one({ kind: 'reset-body' }), one({ kind: 'truncated' }, { id: 99_999 })],
      diagnoseHalfABody,
    ),
  )

  test(
    "rejects with the caller's reason when the signal aborts",
    everyScenario(
      abortScenes,
      {
        first: [
          { plan: plan(), abortMs: 55, reason: new Error('the user left the page') },
          { plan: plan({ kind: 'stall' }), abortMs: 125, reason: 'a string' },
          { plan: plan(), abortMs: -1, reason: new Error('the user left the page') },
        ],
        draws: 20,
      },
      async (scene) => {
        // A falsy reason is to blame only if an error in its place makes no trouble.
        const error = { ...scene, reason: new Error('the user left the page') }
        for (const one of scene.reason ? [scene] : [error, scene]) {
          const { run, seen } = await playAbort(getJson, one)
          diagnoseAbort(run, one, seen)
        }
      },
    ),
  )

  test(
    'rejects with a TypeError when the URL or the signal is invalid',
    everyScenario(fc.constantFrom(...bugs), { first: bugs, draws: 1 }, async (bug) =>
      diagnoseBug(await playBug(getJson, bug), bug),
    ),
  )
})
