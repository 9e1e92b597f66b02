import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { withoutCalls } from './scenes.ts'
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

const copied =
  '`Object.assign` copies the value of a getter, not the getter. Use `Object.defineProperties`.'

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
  const { run, seen, counted, plain } = await playShared(createLimit, shared)
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
  const failed = jobs.slice(0, wrong).findIndex(({ end }) => end !== 'returns')
  const neverStarted = wrong >= 0 && got === undefined
  const isRaised = after !== undefined && after.to !== 'clear' && wanted === after.atMs
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
      neverStarted && jobs[failed]?.end === 'throws',
      `${changed}, ${call} was never started: call ${failed + 1} failed and kept its slot. It threw before it returned a ` +
        "promise, so a `.finally()` on its promise doesn't run either. Call `fn` inside `try`, and free the slot in `finally`.",
    ],
    [
      neverStarted && failed >= 0,
      `${changed}, ${call} was never started: call ${failed + 1} failed and kept its slot. Free the slot in \`finally\`.`,
    ],
    [
      wrong >= 0 && isRaised && (got === undefined || got > wanted) && plain.includes('limit'),
      `${changed}, ${call} should have started, but \`limit\` is a plain property of your function, so no setter ran. ` +
        copied,
    ],
    [
      wrong >= 0 && isRaised && (got === undefined || got > wanted),
      `${changed}, ${call} should have started at once, but it ` +
        `${got === undefined ? 'was never started' : `started only at ${got} ms`}. The setter of \`limit\` has to start ` +
        'waiting calls.',
    ],
    [
      neverStarted,
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
  ])
  // A picture of the calls would show nothing about the following.
  diagnose(withoutCalls(run), [
    [
      seen.some(({ isInside }) => isInside === true),
      "`fn` was called before `run` had returned. The caller's next line would run before `fn` if no slot is free, and " +
        'after it otherwise. Call `fn` only after an `await`, or in a `then`.',
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
      miscounted?.[name] !== counted[index]?.[name] &&
        plain.includes(name) &&
        counted.every((count) => count[name] === counted[0]?.[name]),
      `\`${name}\` is always ${shown(counted[0]?.[name])}: it is a plain property of your function. ${copied}`,
    ]),
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

/** What a promise resolved or rejected with. */
export function valueIn(result: PromiseSettledResult<unknown> | undefined): unknown {
  return result?.status === 'rejected' ? result.reason : result?.value
}
