import { audited, simulate, type MockApi, type VirtualTime } from '@overlap/mock-server'
import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Latest, Work } from '../types.ts'
import { expectedOf, isDead, type Search, type Searches } from './latest-scenes.ts'

/** The learner's `latest`. */
type MakeLatest = (fn: Work<number, unknown>) => Latest<number, unknown>

/** What was seen of a search. */
interface Seen {
  called?: { readonly signal: unknown; readonly arg: unknown }
  /** When the signal of `fn` aborted. */
  abortedMs?: number
  result?: PromiseSettledResult<unknown>
  settledMs?: number
}

/** The newest call counts; the older ones are aborted and reject. */
export async function judgeLatest(latest: MakeLatest, scene: Searches): Promise<void> {
  const { searches, ignores, apart = false } = scene
  const seen = searches.map((): Seen => ({}))
  const routes = searches.map(
    ({ latencyMs }, i) => [`/products/${i + 1}`, { latency: latencyMs }] as const,
  )
  const workOf =
    (api: MockApi, time: VirtualTime): Work<number, unknown> =>
    (arg, options) => {
      const one = seen[arg] ?? {}
      const { end, value } = searches[arg] ?? {}
      const signal = options?.signal
      one.called = { signal, arg }
      if (signal instanceof AbortSignal) {
        signal.addEventListener('abort', () => (one.abortedMs ??= time.nowMs))
      }
      if (end === 'throws') throw value
      return fetch(api.url(`/products/${arg + 1}`), ignores || !signal ? {} : { signal })
        .then((response) => response.text())
        .then(() => {
          if (end === 'rejects') throw value
          return value
        })
    }
  const run = await simulate(
    { routes: Object.fromEntries(routes) },
    async (api, time) => {
      const make = audited(latest, { returns: 'value' })
      const shared = make(workOf(api, time))
      const start = async ({ atMs, abortMs, reason }: Search, i: number): Promise<void> => {
        if (atMs > 0) await time.sleep(atMs)
        const search = audited(apart ? make(workOf(api, time)) : shared)
        const controller = new AbortController()
        if (abortMs !== undefined && abortMs <= atMs) controller.abort(reason)
        else if (abortMs !== undefined) {
          void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
        }
        const { signal } = controller
        const [result] = await Promise.allSettled([
          abortMs === undefined ? search(i) : search(i, { signal }),
        ])
        Object.assign(seen[i] ?? {}, { result, settledMs: time.nowMs })
      }
      await Promise.all(searches.map(start))
      await time.sleep(700)
    },
    { leaves: ignores ? ['call'] : [], heartbeatMs: 1000 },
  )
  const wanted = expectedOf(scene)
  const find = (is: (one: Seen, i: number) => boolean): number => seen.findIndex(is)
  const why = (i: number) => wanted[i]?.why
  const name = (i: number): string => `the call made at ${searches[i]?.atMs} ms`
  const replaced = (i: number): string =>
    `At ${wanted[i]?.settledMs} ms a newer call began, so ${name(i)} no longer counts`
  const noSignal = find(
    ({ called }) => called !== undefined && !(called.signal instanceof AbortSignal),
  )
  const shouldNot = find(({ called }, i) => called !== undefined && wanted[i]?.isCalled === false)
  const stale = find(({ result }, i) => why(i) === 'replaced' && result?.status === 'fulfilled')
  const staleResult = seen[stale]?.result
  const got: unknown = staleResult?.status === 'fulfilled' ? staleResult.value : undefined
  /** An older call that ended meanwhile, and whose end may have cleared what `latest` remembers. */
  const cleared = seen.findIndex(
    ({ settledMs = -1 }, i) =>
      i < stale &&
      settledMs >= (searches[stale]?.atMs ?? 0) &&
      settledMs <= (wanted[stale]?.settledMs ?? 0),
  )
  const goesOn = find(({ abortedMs }, i) => why(i) === 'replaced' && abortedMs === undefined)
  const open = find(({ result }) => result === undefined)
  const late = find(({ settledMs }, i) => why(i) !== 'ended' && settledMs !== wanted[i]?.settledMs)
  const notAbort = find(
    ({ result }, i) => why(i) === 'replaced' && nameIn(reasonOf(result)) !== 'AbortError',
  )
  const wrongReason = find(
    ({ result }, i) => why(i) === 'aborted' && !Object.is(reasonOf(result), searches[i]?.reason),
  )
  const notStopped = find(
    ({ abortedMs, called }, i) =>
      why(i) === 'aborted' && called !== undefined && abortedMs === undefined,
  )
  const wrongEnd = find(({ result }, i) => {
    const { end, value } = searches[i] ?? {}
    if (why(i) !== 'ended') return false
    if (end === 'resolves') return result?.status !== 'fulfilled' || !Object.is(result.value, value)
    return result?.status !== 'rejected' || !Object.is(result.reason, value)
  })
  // After the end, the caller's own abort may still reach `fn`, as with `AbortSignal.any`.
  const afterwards = find(
    ({ abortedMs }, i) =>
      why(i) === 'ended' && abortedMs !== undefined && abortedMs !== searches[i]?.abortMs,
  )
  const afterwardsMs = seen[afterwards]?.abortedMs
  const cause = searches.some(({ atMs }, i) => i > afterwards && atMs === afterwardsMs)
    ? `A newer call began at ${afterwardsMs} ms and aborted the signal of ${name(afterwards)}`
    : `Your code aborted the signal of ${name(afterwards)} at ${afterwardsMs} ms`
  /** When a call that shouldn't replace anything stopped this one. */
  const stoppedByDeadMs = ({ abortedMs, result, settledMs }: Seen, i: number) => {
    const endMs = wanted[i]?.settledMs ?? 0
    const rejectedMs = result?.status === 'rejected' && (settledMs ?? 0) < endMs ? settledMs : -1
    return searches.find(
      (one, j) =>
        j > i &&
        !apart &&
        isDead(one) &&
        one.atMs !== endMs &&
        (one.atMs === abortedMs || one.atMs === rejectedMs),
    )?.atMs
  }
  const byDead = find((one, i) => stoppedByDeadMs(one, i) !== undefined)
  const byDeadMs = seen[byDead] && stoppedByDeadMs(seen[byDead], byDead)
  const threw = searches.some(({ end }, i) => end === 'throws' && seen[i]?.called !== undefined)
  const badArg = find(({ called }, i) => called !== undefined && called.arg !== i)
  diagnose(run, [
    [run.outcome === 'rejected', `Using \`latest(fn)\` threw ${shown(run.reason)}.`],
    [
      noSignal >= 0,
      '`fn` got no signal. Call it with `(arg, { signal })`, so that its call can be aborted.',
    ],
    [
      badArg >= 0,
      `\`fn\` was called with ${shown(seen[badArg]?.called?.arg)} instead of its argument.`,
    ],
    [
      shouldNot >= 0,
      `The signal of ${name(shouldNot)} had already aborted, but \`fn\` was called. Throw \`signal.reason\` first, and leave the ` +
        'older call alone.',
    ],
    [
      byDead >= 0,
      `A call began at ${byDeadMs} ms with a signal that had already aborted, and your code stopped ${name(byDead)} for it. ` +
        'Such a call replaces nothing. Reject it with `signal.reason` before you touch the older call.',
    ],
    [
      stale >= 0 && cleared >= 0,
      `${replaced(stale)}. But it resolved with ${shown(got)} at ${seen[stale]?.settledMs} ms. Meanwhile, at ` +
        `${seen[cleared]?.settledMs} ms, ${name(cleared)} had settled. When a call settles, forget it only if it is still the ` +
        'newest: a `finally` that always clears the variable forgets a newer call.',
    ],
    [
      stale >= 0 && Object.is(got, searches[stale]?.value),
      `${replaced(stale)}. But it resolved with ${shown(got)} at ${seen[stale]?.settledMs} ms, and the page would show that over ` +
        'the newer results. Reject the older promise as soon as a newer call begins.',
    ],
    [
      stale >= 0,
      `${replaced(stale)}. But it resolved with ${shown(got)} at ${seen[stale]?.settledMs} ms. Only the newest promise may ` +
        'resolve; reject the older one with an `AbortError` as soon as a newer call begins.',
    ],
    [
      wrongEnd >= 0 && apart,
      `Two functions were made with \`latest\`, and a call of one ended a call of the other: its promise ` +
        `${ending(seen[wrongEnd]?.result)}. Keep what you remember inside \`latest\`.`,
    ],
    [
      goesOn >= 0,
      `${replaced(goesOn)}. You ignore its answer, but the signal of \`fn\` didn't abort, so the call goes on and costs the ` +
        'server as much as before. Abort it, too.',
    ],
    [
      open >= 0,
      `The promise of ${name(open)} never settled, so its caller waits forever, and no \`finally\` runs. ` +
        (why(open) === 'replaced' ? 'Reject it with an `AbortError`.' : 'It should have ended.'),
    ],
    [
      late >= 0 && why(late) === 'replaced',
      `${replaced(late)}, but its promise rejected only at ${seen[late]?.settledMs} ms. \`fn\` may ignore its signal. Reject ` +
        'right away.',
    ],
    [
      late >= 0,
      `The signal of ${name(late)} aborted at ${searches[late]?.abortMs} ms, but its promise settled only at ` +
        `${seen[late]?.settledMs} ms. Reject right away.`,
    ],
    [
      notAbort >= 0,
      `${replaced(notAbort)}. Its promise ${ending(seen[notAbort]?.result)}, but callers tell a replaced call from a failed one by ` +
        'the name `AbortError`. Reject with a `DOMException` of that name.',
    ],
    [
      wrongReason >= 0,
      `The signal of ${name(wrongReason)} aborted with ${shown(searches[wrongReason]?.reason)}, but its promise ` +
        `${ending(seen[wrongReason]?.result)}. Reject with \`signal.reason\` itself.`,
    ],
    [
      notStopped >= 0,
      `The signal of ${name(notStopped)} aborted at ${searches[notStopped]?.abortMs} ms, but the signal of \`fn\` didn't. So its ` +
        'request goes on, though nobody awaits the answer. Abort the signal of `fn`, too.',
    ],
    [
      threw && run.unhandled.length > 0,
      `\`fn\` threw before it returned a promise. The promise of that call rejected, but later one of your own promises rejected ` +
        `with ${shown(run.unhandled[0])}, and nothing handled it. In Node, that ends the process. Call \`fn\` with ` +
        '`Promise.try`, which turns the throw into a rejection.',
    ],
    [
      wrongEnd >= 0,
      `No newer call began before ${name(wrongEnd)} ended, and \`fn\` ${searches[wrongEnd]?.end === 'resolves' ? 'resolved' : 'failed'} ` +
        `with ${shown(searches[wrongEnd]?.value)}. But its promise ${ending(seen[wrongEnd]?.result)}.`,
    ],
    [
      afterwards >= 0,
      `${cause}, though that call had ended at ` +
        `${wanted[afterwards]?.settledMs} ms. A \`Response\` may still need it. Forget a call once it has settled.`,
    ],
  ])
}

function nameIn(reason: unknown): unknown {
  return (reason as { readonly name?: unknown } | undefined | null)?.name
}

/** Something that isn't a function is refused right away. */
export function judgeNoFunction(latest: MakeLatest): void {
  let thrown: unknown
  try {
    latest('tea' as unknown as Work<number, unknown>)
  } catch (error) {
    thrown = error
  }
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
    [
      !(thrown instanceof TypeError && thrown.message.includes('fn')),
      `\`latest('tea')\` ${thrown === undefined ? 'was accepted' : `threw ${shown(thrown)}`}. Throw a TypeError that names ` +
        '`fn`, so that the mistake shows up where it was made.',
    ],
  ])
}
