import { oneScenario, shown } from '@overlap/scenarios'
import { simulate } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import type { Limit } from '../types.ts'
import {
  model,
  moments,
  playShared,
  type CreateLimit,
  type Job,
  type SeenJob,
  type Shared,
} from './limit-play.ts'

const job = (latencyMs: number, more: Partial<Job> = {}): Job => ({
  atMs: 0,
  latencyMs,
  end: 'returns',
  value: 'tea',
  ...more,
})

/** Scenes whose pictures teach. */
export const firstShared: readonly Shared[] = [
  { limit: 2, jobs: [job(100), job(50), job(80), job(60, { atMs: 20 })], changes: [] },
  {
    limit: 1,
    jobs: [job(50, { end: 'throws', value: new Error('sold out') }), job(50)],
    changes: [],
  },
  { limit: 1, jobs: [job(50, { end: 'rejects', value: undefined }), job(50)], changes: [] },
  { limit: 1, jobs: [job(100), job(50), job(60)], changes: [{ atMs: 33, to: 3 }] },
  { limit: 3, jobs: [job(100), job(50), job(60), job(40)], changes: [{ atMs: 33, to: 1 }] },
  { limit: 1, jobs: [job(100), job(50), job(60)], changes: [{ atMs: 33, to: 'clear' }] },
]

/** Calls share the limit, in the order in which they came, and the counts are right at each moment. */
export async function judgeShared(createLimit: CreateLimit, shared: Shared): Promise<void> {
  const { run, seen, counted } = await playShared(createLimit, shared)
  const { startMs, counts } = model(shared, moments)
  const { jobs, changes, limit } = shared
  const wrong = startMs.findIndex((ms, i) => ms !== 'cleared' && ms !== seen[i]?.startMs)
  const got = seen[wrong]?.startMs
  const wanted = startMs[wrong]
  const call = `call ${wrong + 1} of ${jobs.length}`
  const before = changes.filter(({ atMs }) => atMs <= Math.max(Number(wanted), got ?? Infinity))
  const after = before.at(-1)
  const changed =
    after === undefined
      ? `With a limit of ${limit}`
      : after.to === 'clear'
        ? `After \`clear()\` at ${after.atMs} ms`
        : `After \`limit = ${after.to}\` at ${after.atMs} ms`
  const kept = startMs.findIndex((ms, i) => ms === 'cleared' && seen[i]?.startMs !== undefined)
  const open = startMs.findIndex((ms, i) => ms === 'cleared' && seen[i]?.result === undefined)
  const notAbort = startMs.findIndex((ms, i) => {
    const result = seen[i]?.result
    const reason: unknown = result?.status === 'rejected' ? result.reason : undefined
    return ms === 'cleared' && !(reason instanceof Error && reason.name === 'AbortError')
  })
  const mixed = seen.findIndex(({ startMs, context }, i) => startMs !== undefined && context !== i)
  const args = seen.findIndex(({ args }, i) => args && (args[0] !== i || args[1] !== 'tea'))
  const result = jobs.findIndex(({ end, value }, i) => {
    const { result } = seen[i] ?? {}
    if (startMs[i] === 'cleared') return false
    if (end === 'returns') return result?.status !== 'fulfilled' || !Object.is(result.value, value)
    return result?.status !== 'rejected' || !Object.is(result.reason, value)
  })
  const miscounted = counts.find((count, i) =>
    (['activeCount', 'pendingCount', 'limit'] as const).some(
      (name) => count[name] !== counted[i]?.[name],
    ),
  )
  const index = miscounted ? counts.indexOf(miscounted) : -1
  diagnose(run, [
    [
      run.outcome === 'rejected',
      `Using the limit threw ${shown(run.reason)}. \`createLimit\` returns a function with \`activeCount\`, ` +
        '`pendingCount`, `limit` and `clear()`.',
    ],
    [
      kept >= 0,
      `\`clear()\` had removed a waiting call, but it was started at ${seen[kept]?.startMs} ms.`,
    ],
    [
      open >= 0,
      '`clear()` removed a waiting call, and its promise never settled, so its caller waits forever. Reject it ' +
        'with an `AbortError`.',
    ],
    [
      notAbort >= 0,
      `\`clear()\` removed a waiting call, and its promise ` +
        `${seen[notAbort]?.result?.status === 'rejected' ? 'rejected' : 'resolved'} with ` +
        `${shown(valueIn(seen[notAbort]?.result))}. Reject it with a \`DOMException\` of the name \`AbortError\`.`,
    ],
    [
      wrong >= 0 && got === undefined && jobs.slice(0, wrong).some(({ end }) => end !== 'returns'),
      `${changed}, ${call} was never started: a call before it failed and kept its slot. Free the slot in \`finally\`.`,
    ],
    [
      wrong >= 0 && got === undefined,
      `${changed}, ${call} was never started, although a slot was free at ${wanted} ms.`,
    ],
    [
      wrong >= 0 && Number(got) > Number(wanted),
      `${changed}, a slot was free at ${wanted} ms, but ${call} was started only at ${got} ms. Calls start in the order ` +
        'in which they came, as soon as a slot is free.',
    ],
    [
      wrong >= 0,
      `${changed}, ${call} was started at ${got} ms, but no slot was free for it until ${wanted} ms.`,
    ],
    [
      seen.some(({ isInside }) => isInside === true),
      '`fn` was called before `run` had returned. With a free slot it starts at once, without one it starts later, so ' +
        'callers would see their code run in two orders. Call `fn` only after an `await`, or in a `then`.',
    ],
    [
      mixed >= 0,
      `Call ${mixed + 1} ran ${contextOf(seen[mixed])}, so logs would show a wrong request ID. A callback in a queue runs ` +
        "in the context of the code that calls it. An `await` or a `then` inside `run` keeps the caller's.",
    ],
    [
      args >= 0,
      `\`run(fn, 0, 'tea')\` called \`fn\` with ${shown(seen[args]?.args)}. Pass the arguments on: \`fn(...args)\`.`,
    ],
    [
      result >= 0,
      `A call ${jobs[result]?.end === 'returns' ? 'returned' : 'failed with'} ${shown(jobs[result]?.value)}, but the promise of \`run\` ` +
        `${seen[result]?.result === undefined ? 'never settled' : `${seen[result]?.result?.status === 'rejected' ? 'rejected' : 'resolved'} with ${shown(valueIn(seen[result]?.result))}`}.`,
    ],
    ...(['activeCount', 'pendingCount', 'limit'] as const).map((name): [boolean, string] => [
      miscounted?.[name] !== counted[index]?.[name],
      `At ${miscounted?.ms} ms, \`${name}\` was ${shown(counted[index]?.[name])} instead of ` +
        `${shown(miscounted?.[name])}: ${miscounted?.activeCount} ${miscounted?.activeCount === 1 ? 'call was' : 'calls were'} in ` +
        `flight and ${miscounted?.pendingCount} waited.`,
    ]),
  ])
}

function contextOf({ context }: SeenJob = {}): string {
  return context === undefined
    ? "without its caller's `AsyncLocalStorage` context"
    : `in the \`AsyncLocalStorage\` context of call ${context + 1}`
}

function valueIn(result: PromiseSettledResult<unknown> | undefined): unknown {
  return result?.status === 'rejected' ? result.reason : result?.value
}

const badLimits = [0, -1, 1.5, Number.NaN, '3', undefined]

/** Bad limits are refused by name, and so is something that isn't a function. */
export async function judgeBadLimits(createLimit: CreateLimit): Promise<void> {
  for (const bad of badLimits as number[]) {
    judgeRefusal(`\`createLimit(${shown(bad).slice(1, -1)})\``, () => createLimit(bad))
    const limited = createLimit(2)
    judgeRefusal(`\`limit = ${shown(bad).slice(1, -1)}\``, () => (limited.limit = bad))
    diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
      [
        limited.limit !== 2,
        `\`limit = ${shown(bad).slice(1, -1)}\` changed the limit to ${shown(limited.limit)}.`,
      ],
    ])
  }
  const refused = thrownBy(() => createLimit(Infinity))
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
    [
      refused !== undefined,
      `\`createLimit(Infinity)\` threw ${shown(refused)}. Allow it: it means no limit.`,
    ],
  ])
  await oneScenario(() => judgeNoFunction(createLimit(1)))()
}

function thrownBy(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}

function judgeRefusal(text: string, act: () => unknown): void {
  const thrown = thrownBy(act)
  const message = thrown instanceof Error ? thrown.message : ''
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
    [thrown === undefined, `${text} was accepted. Throw a RangeError.`],
    [!(thrown instanceof RangeError), `${text} threw ${shown(thrown)} instead of a RangeError.`],
    [
      !message.includes('limit'),
      `${text} threw a RangeError with the message ${shown(message)}. Name \`limit\` in it.`,
    ],
  ])
}

async function judgeNoFunction(limited: Limit): Promise<void> {
  const run = await simulate({}, async () => {
    const [bad] = await Promise.allSettled([limited('tea' as unknown as () => string)])
    return { bad, next: await limited(() => 'tea') }
  })
  const isRefused =
    run.outcome === 'fulfilled' &&
    run.value.bad?.status === 'rejected' &&
    run.value.bad.reason instanceof TypeError
  diagnose(run, [
    [
      run.outcome === 'never-settles',
      "`run('tea')` was called, and the next call never started. Refuse what isn't a function before you take a slot, or " +
        'free the slot in `finally`.',
    ],
    [!isRefused, "`run('tea')` was called. Return a promise that rejects with a TypeError."],
  ])
}
