import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { closedUntil, earliest } from './model.ts'
import { seenIn, startedIn } from './play.ts'
import { limits, times, type Reply, type Scene } from './scenes.ts'
import type { Rule } from './window-rules.ts'

const quotas = fc.record({
  remaining: fc.constantFrom(0, 0, 1, 7),
  resetSeconds: fc.constantFrom(0, 1, 2, 5),
})

/** Learned at 5 ms after a full ten, so never in the moment when a call comes. */
const replies: fc.Arbitrary<Reply> = fc.record({
  atMs: fc.integer({ min: 0, max: 200 }).map((n) => 10 * n + 5),
  status: fc.constantFrom(200, 200, 429, 429, 503),
  retryAfter: fc.constantFrom(undefined, undefined, 0, 1, 3),
  asDate: fc.boolean(),
  quota: fc.option(quotas, { nil: undefined }),
  asOlder: fc.boolean(),
})

/** The arrivals of calls, with enough room that a limiter without lessons hardly waits. */
const comings = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 9 })
  .map((list) => list.map((n) => n * 50).toSorted((a, b) => a - b))

const limit = 5
const perMs = 1000
const spent = { remaining: 0, resetSeconds: 3 }

/** After a 429, a `Retry-After` or an empty quota that others used up, the limiter waits. */
export const learns: Rule = {
  drawn: fc
    .record({
      rate: limits,
      arrivalsMs: comings,
      replies: fc.uniqueArray(replies, {
        minLength: 1,
        maxLength: 3,
        selector: ({ atMs }) => atMs,
      }),
    })
    .map(({ rate, arrivalsMs, replies: drawn }): Scene => ({
      ...rate,
      arrivalsMs,
      replies: drawn.toSorted((a, b) => a.atMs - b.atMs),
    })),
  first: [
    {
      limit,
      perMs,
      arrivalsMs: [0, 100, 100],
      replies: [{ atMs: 55, status: 429, retryAfter: 2 }],
    },
    {
      limit,
      perMs,
      arrivalsMs: [0, 100, 100],
      replies: [{ atMs: 55, status: 429, retryAfter: 2, asDate: true }],
    },
    { limit, perMs, arrivalsMs: [0, 100], replies: [{ atMs: 55, status: 503, retryAfter: 2 }] },
    { limit, perMs, arrivalsMs: [0, 100], replies: [{ atMs: 55, status: 503 }] },
    {
      limit: 2,
      perMs,
      arrivalsMs: [0, 100],
      replies: [{ atMs: 55, status: 200, quota: { remaining: 0, resetSeconds: 2 } }],
    },
    { limit, perMs, arrivalsMs: [0, 100], replies: [{ atMs: 55, status: 429, quota: spent }] },
    {
      limit,
      perMs,
      arrivalsMs: [0, 100],
      replies: [{ atMs: 55, status: 429, quota: spent, asOlder: true }],
    },
    { limit, perMs, arrivalsMs: [0, 100], replies: [{ atMs: 55, status: 429 }] },
    {
      limit,
      perMs,
      arrivalsMs: [0, 100],
      replies: [{ atMs: 55, status: 429, retryAfter: 1, quota: spent }],
    },
    { limit, perMs, arrivalsMs: [0, 100], replies: [{ atMs: 55, status: 200, quota: spent }] },
    {
      limit,
      perMs,
      arrivalsMs: [0, 100],
      replies: [{ atMs: 55, status: 200, quota: { remaining: 1, resetSeconds: 3 } }],
    },
    { limit, perMs, arrivalsMs: times(7, 0), replies: [{ atMs: 55, status: 200, quota: spent }] },
    {
      limit,
      perMs,
      arrivalsMs: [0, 100],
      replies: [
        { atMs: 35, status: 429, retryAfter: 3 },
        { atMs: 55, status: 429, retryAfter: 1 },
      ],
    },
    {
      limit: 1,
      perMs,
      arrivalsMs: [0, 0, 0],
      replies: [{ atMs: 555, status: 429, retryAfter: 2 }],
    },
    // The window has room in 1 ms, or from this ms on.
    { limit: 1, perMs, arrivalsMs: [0, 1500], replies: [{ atMs: 999, status: 200, quota: spent }] },
    {
      limit: 1,
      perMs,
      arrivalsMs: [0, 1500],
      replies: [{ atMs: 1000, status: 200, quota: spent }],
    },
  ],
  judge(run, scene) {
    for (const seen of seenIn(run, scene)) {
      const startsMs: number[] = []
      for (const { number, cameMs, startMs } of startedIn(seen)) {
        const dueMs = earliest(startsMs, scene, cameMs)
        const withoutMs = earliest(startsMs, { ...scene, replies: [] }, cameMs)
        const { reply } = closedUntil(startsMs, scene, Math.min(withoutMs, dueMs))
        const isEarly = startMs < dueMs
        const isLate = startMs > dueMs + 2
        const name = `Call ${number + 1} started at ${startMs} ms`
        const last = (scene.replies ?? []).findLast(({ atMs }) => atMs < startMs)
        const told = textOf(last)
        diagnose(run, [
          [
            isEarly && reply?.asDate === true && reply.retryAfter !== undefined,
            `${name}, but ${textOf(reply)}. A \`Retry-After\` is a number of seconds or a date. Lesson 11's \`retryAfterMs\` reads both.`,
          ],
          [
            isEarly && reply !== undefined && reply !== last && startMs > reply.atMs,
            `${name} instead of ${dueMs} ms. ${sentence(textOf(reply))} Then ${told}. The second response must not shorten the wait ` +
              'for the first: keep the later of the two moments.',
          ],
          [
            isEarly && reply !== undefined && withoutMs > reply.atMs && cameMs < reply.atMs,
            `${name}, but ${textOf(reply)} while it was waiting. After a wait, compute again how long the call still has to wait.`,
          ],
          [
            isEarly && reply?.status === 429 && reply.retryAfter === undefined && !reply.quota,
            `${name}, but ${textOf(reply)}. If a 429 doesn't say for how long, wait \`perMs\`.`,
          ],
          [
            isEarly && (reply?.retryAfter ?? 0) * 1000 >= 2 ** 31,
            `${name}, but ${textOf(reply)}. \`setTimeout\` can't wait longer than 24.8 days: a longer delay becomes 1 ms. ` +
              'The loop in `pause.ts` shows what to do.',
          ],
          [
            isEarly && reply?.retryAfter !== undefined && reply.status !== 429,
            `${name}, but ${textOf(reply)}. A \`Retry-After\` counts with any status.`,
          ],
          [
            isEarly && reply !== undefined && reply.status !== 429,
            `${name}, but ${textOf(reply)}. Your limiter had room, so others have used up the quota. Wait for the reset.`,
          ],
          [
            isEarly && reply !== undefined,
            `${name}, but ${textOf(reply)}. It had to wait until ${dueMs} ms.`,
          ],
          [isEarly, `${name}, but the window has no room before ${dueMs} ms.`],
          [
            isLate && last?.retryAfter !== undefined && last.quota !== undefined,
            `${name} instead of ${dueMs} ms: ${told}. A \`Retry-After\` takes precedence over the reset: it says when the ` +
              'next call is accepted, and the reset says when the whole quota is free again.',
          ],
          [
            isLate && last?.quota?.remaining === 0 && last.status !== 429,
            `${name} instead of ${dueMs} ms: ${told}. Your limiter was full anyway, so this is no news. Wait for the ` +
              'reset only if your limiter still has room.',
          ],
          [
            isLate && last?.quota !== undefined && last.quota.remaining > 0 && last.status !== 429,
            `${name} instead of ${dueMs} ms: ${told}. The quota isn't empty, so there is nothing to wait for.`,
          ],
          [
            isLate && last !== undefined && last.status === 503 && last.retryAfter === undefined,
            `${name} instead of ${dueMs} ms: ${told}. A 503 without a \`Retry-After\` says nothing about a limit.`,
          ],
          [
            isLate,
            `${name}, but it could have started at ${dueMs} ms.${last ? ` At ${last.atMs} ms, ${told.slice(told.indexOf(',') + 2)}.` : ''}`,
          ],
        ])
        startsMs.push(startMs)
      }
    }
  },
}

/** A server that says "in 40 days": no timer is that long. */
export const longScene: Scene = {
  limit,
  perMs,
  arrivalsMs: [0, 100],
  replies: [{ atMs: 55, status: 429, retryAfter: 40 * 86_400 }],
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function textOf(reply: Reply | undefined): string {
  if (!reply) return ''
  const { atMs, status, retryAfter, asDate, quota } = reply
  const parts = [
    ...(retryAfter === undefined
      ? []
      : [`\`Retry-After\`${asDate ? ', a date,' : ''} in ${shown(retryAfter).slice(1, -1)} s`]),
    ...(quota ? [`${quota.remaining} remaining, reset in ${quota.resetSeconds} s`] : []),
  ]
  return `at ${atMs} ms, \`learn\` got a ${status} with ${parts.join(' and ') || 'no such header'}`
}
