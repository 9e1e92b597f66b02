import { everyScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { checkLinks, createClient } from '#lesson'
import {
  firstRounds,
  judgeInit,
  judgeRounds,
  judgeTwoClients,
  judgeTwoOrigins,
  rounds,
} from './agent-rules.ts'
import { firstLinks, judgeLinks, links } from './body-rules.ts'
import { closings, firstClosings, judgeClosing } from './close-rules.ts'
import { judgeClosingAgain, judgeFinal, judgeOptions } from './final-rules.ts'
import { tidily } from './patience.ts'
import { judgeHalfBody, judgeRetry } from './retry-rules.ts'
import {
  firstStales,
  judgeEndless,
  judgeOthers,
  judgeStale,
  judgeUnsafe,
  stales,
} from './stale-rules.ts'
import { judgeAbort, judgeChunked } from './stream-rules.ts'
import {
  firstIdles,
  idles,
  judgeConnectTimeout,
  judgeIdle,
  judgeSlowAnswer,
} from './timeout-rules.ts'

// The only check that runs in real time: its subject is sockets. It counts, and measures no time.
const draws = 4
const answer = { createClient, checkLinks }

describe('Your task', () => {
  test(
    'makes all calls over the same few connections',
    tidily(async () => {
      await judgeRounds(createClient, { connections: 2, calls: 6 })
      await judgeTwoClients(createClient)
      await judgeTwoOrigins(createClient)
      await everyScenario(rounds, { first: firstRounds, draws }, (scene) =>
        judgeRounds(createClient, scene),
      )()
      await judgeEndless(createClient)
      await judgeInit(createClient)
    }),
  )

  test(
    'reads or cancels every body',
    tidily(async () => {
      await everyScenario(links, { first: firstLinks, draws }, (scene) =>
        judgeLinks(answer, scene),
      )()
      await judgeChunked(answer)
      await judgeAbort(answer)
    }),
  )

  test(
    'closes its connections when its calls have ended',
    tidily(
      everyScenario(closings, { first: firstClosings, draws }, (scene) =>
        judgeClosing(createClient, scene),
      ),
    ),
  )
})

describe('Go further', () => {
  test(
    'gives up on a connection that takes too long to open',
    tidily(async () => {
      await judgeSlowAnswer(createClient)
      await judgeConnectTimeout(createClient)
    }),
  )

  test(
    'closes idle connections, whatever the server suggests',
    tidily(
      everyScenario(idles, { first: firstIdles, draws: 2 }, (scene) =>
        judgeIdle(createClient, scene),
      ),
    ),
  )

  test(
    'retries a GET or HEAD once if its connection breaks, and nothing else',
    tidily(async () => {
      await everyScenario(stales, { first: firstStales, draws }, (scene) =>
        judgeStale(createClient, scene),
      )()
      await judgeRetry(createClient)
      await judgeHalfBody(createClient)
      await judgeUnsafe(createClient)
      await judgeOthers(createClient)
    }),
  )

  test(
    'can be closed again, rejects calls after that, and refuses bad options',
    tidily(async () => {
      await judgeClosingAgain(createClient)
      await judgeFinal(createClient)
      judgeOptions(createClient)
    }),
  )
})
