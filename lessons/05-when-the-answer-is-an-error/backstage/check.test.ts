import type { Run } from '@overlap/mock-server'
import { everyScenario, fc } from '@overlap/scenarios'
import { Misconception } from '@overlap/trace'
import { describe, test } from 'vitest'
import { getJson } from '#lesson'
import { diagnoseAbort } from './abort-rules.ts'
import { answer, diagnoseAnswer, goodAnswers } from './answer-rules.ts'
import { bugs, diagnoseBug, playBug } from './bug-rules.ts'
import { diagnoseCall, diagnoseDelay } from './call-rules.ts'
import { brokenBodies, diagnoseHalfABody, diagnoseNoAnswer, noAnswers } from './network-rules.ts'
import { diagnoseNotJson, notJson } from './parse-rules.ts'
import { abortScenes, playAbort } from './play-abort.ts'
import { one, plan, play, scenes, type Loaded, type Scene } from './play.ts'
import { diagnoseRedirect, playRedirect, redirects } from './redirect-rules.ts'
import { diagnoseStatus, errorStatuses, failing } from './status-rules.ts'

const draws = 16

type Judge = (run: Run<unknown>, load: Loaded) => void

/** A step in which every call of each scene has to end as `judge` says. */
function ends(drawn: fc.Arbitrary<Scene>, first: readonly Scene[], judge: Judge) {
  return everyScenario(drawn, { first, draws }, async (scene) => {
    const { run, loads } = await play(getJson, scene)
    try {
      for (const load of loads) {
        diagnoseCall(run, load)
        judge(run, load)
        diagnoseDelay(run, load)
      }
    } catch (error) {
      if (loads.length < 2 || !(error instanceof Misconception)) throw error
      throw error.triedWith(`${loads.length} calls at the same time`)
    }
  })
}

/** A step of several parts. */
function inTurn(...parts: readonly (() => Promise<void>)[]): () => Promise<void> {
  return async () => {
    for (const part of parts) await part()
  }
}

describe('Your task', () => {
  test(
    'resolves with the JSON of a good answer',
    inTurn(
      ends(
        scenes(goodAnswers),
        [
          one(),
          one(answer(201, '{"id":3}')),
          one(answer(200, 'null')),
          one(answer(200, '{"id":3}', 'text/plain')),
        ],
        diagnoseAnswer,
      ),
      everyScenario(redirects, { first: [302], draws: 2 }, async (status) =>
        diagnoseRedirect(await playRedirect(getJson, status), status),
      ),
    ),
  )

  test(
    'rejects with an HttpError when the status is an error',
    ends(
      scenes(errorStatuses),
      [
        one(failing(503, '{"error":"try again later"}')),
        one(failing(404, '<html>Not found</html>')),
        one(failing(400, '{\n  "error": "no such page"\n}', 'application/json')),
        one(failing(502, '<html>Bad gateway</html>', 'application/json')),
        one(failing(300, '{"id":3}')),
        one(failing(304, '')),
      ],
      diagnoseStatus,
    ),
  )

  test(
    'rejects with a NetworkError when no answer comes',
    ends(
      scenes(noAnswers),
      [one({ kind: 'refused' }), one({ kind: 'reset' }), one({ kind: 'not-http' })],
      diagnoseNoAnswer,
    ),
  )
})

describe('Go further', () => {
  test(
    'rejects with a ParseError when the body is not JSON',
    ends(
      scenes(notJson),
      [
        one(answer(200, '<html>Please sign in</html>')),
        one(answer(200, '')),
        one({ kind: 'status', status: 204 }),
      ],
      diagnoseNotJson,
    ),
  )

  test(
    'rejects with a NetworkError when the body breaks off',
    ends(
      scenes(brokenBodies),
      // There is no product 99999, so the last one is a real 404 whose body breaks off.
      [
        one({ kind: 'reset-body' }),
        one({ kind: 'malformed-chunk' }),
        one({ kind: 'truncated' }, { id: 99_999 }),
      ],
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
