import type { Run } from '@overlap/mock-server'
import { ending, fc, isSame, reasonOf, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { startsBy, sliding } from './model.ts'
import { arrivals, limits } from './scenes.ts'
import { resultOf, SELF, type WrapCall, type WrapScene, type WrapSeen } from './wrap-play.ts'

const call: fc.Arbitrary<Omit<WrapCall, 'cameMs'>> = fc.oneof(
  fc.record({ tookMs: fc.constantFrom(10, 50, 300, 5000), other: fc.boolean() }),
  fc.record({ tookMs: fc.constant(20), throws: reasons.map((error) => [error] as const) }),
  fc.record({
    tookMs: fc.constant(0),
    throws: reasons.map((error) => [error] as const),
    atOnce: fc.constant(true),
  }),
  fc.record({ tookMs: fc.constant(0), returnsValue: fc.constant(true) }),
  fc.record({ tookMs: fc.constant(0), takes: fc.constant(true) }),
)

export const wrapScenes: fc.Arbitrary<WrapScene> = fc
  .tuple(limits, arrivals)
  .chain(([options, cameMs]) =>
    fc.array(call, { minLength: cameMs.length, maxLength: cameMs.length }).map((calls) => ({
      ...options,
      calls: calls.map((one, i) => ({ ...one, cameMs: cameMs[i] ?? 0 })),
    })),
  )

const slow = { cameMs: 0, tookMs: 2500 }
const failed = new Error('sold out')

export const firstWrapScenes: readonly WrapScene[] = [
  { limit: 2, perMs: 1000, calls: Array.from({ length: 6 }, () => slow) },
  { limit: 2, perMs: 1000, calls: Array.from({ length: 5 }, () => ({ cameMs: 0, tookMs: 100 })) },
  { limit: 1, perMs: 100, calls: [slow, { ...slow, other: true }, { ...slow, takes: true }, slow] },
  {
    limit: 1,
    perMs: 100,
    calls: [
      { cameMs: 0, tookMs: 0, throws: [failed], atOnce: true },
      { cameMs: 0, tookMs: 50, throws: [failed] },
      { cameMs: 0, tookMs: 0, throws: [undefined], atOnce: true },
      { cameMs: 0, tookMs: 0, returnsValue: true },
    ],
  },
]

/** A slow call holds nothing up, and a wrapped function does what the function does. */
export function judgeWrapped(run: Run<WrapSeen[]>, scene: WrapScene): void {
  const { limit, perMs, calls } = scene
  diagnose(run, [
    [run.outcome === 'never-settles', `A wrapped call never settled. ${run.diagnosis ?? ''}`],
    [run.outcome === 'rejected', `Playing the scene threw ${shown(run.reason)}.`],
  ])
  const dueMs = startsBy(sliding, { limit, perMs, arrivalsMs: calls.map(({ cameMs }) => cameMs) })
  const seen = run.value
  for (const [i, one] of seen.entries()) {
    const { cameMs, startMs = Infinity, timesCalled, takes } = one
    const due = dueMs[i] ?? 0
    const name = takes ? `\`take\` number ${i + 1}` : `Wrapped call ${i + 1}`
    const ended = seen.slice(0, i).map(({ settledMs = -1 }) => settledMs)
    const later = seen.findIndex((other, at) => at > i && (other.startMs ?? Infinity) < startMs)
    const mixed = seen.some(({ other, takes: only }) => other || only)
    diagnose(run, [
      ...(takes || timesCalled > 0 ? [] : neverCalled(one, name)),
      [
        !takes && timesCalled === 0,
        `${name} never called \`fn\`. Await \`take()\` first, then call it.`,
      ],
      [timesCalled > 1, `${name} called \`fn\` ${timesCalled} times. Call it once.`],
      [
        startMs < due && seen.slice(0, i).some(({ throws }) => throws),
        `${name} started at ${startMs} ms, but it had to wait until ${due} ms. A call that failed counts, too: the server ` +
          'got it.',
      ],
      [
        startMs < due && startMs <= cameMs + 1 && mixed,
        `${name} started at ${startMs} ms, but everything that one limiter lets through shares its \`limit\`, wrapped ` +
          `or not. Expected ${due} ms.`,
      ],
      [
        startMs < due,
        `${name} started at ${startMs} ms, but it had to wait until ${due} ms, because ${limit} per ${perMs} ms may ` +
          'start. Await `take` before you call `fn`.',
      ],
      [
        startMs > due + 2 && later >= 0,
        `${name} came at ${cameMs} ms, but call ${later + 1}, which came later, started before it. A new call must not ` +
          'take the place of one that waits: first come, first served.',
      ],
      [
        startMs > due + 2 && limit > 1 && inTurn(seen),
        `${name} could have started at ${due} ms, but it started at ${startMs} ms. Your wrapped calls run one after ` +
          'another. Wait only for `take`, and not for the call before.',
      ],
      [
        startMs > due + 2 && ended.some((ms) => ms === startMs || ms + perMs === startMs),
        `${name} could have started at ${due} ms, but it waited until an earlier call had ended, at ${startMs} ms. That ` +
          `limits how many calls are in flight. A rate limits how many start, however long they take.`,
      ],
      [
        startMs > due + 2,
        `${name} could have started at ${due} ms, but it started at ${startMs} ms. Wait for \`take\` and for nothing ` +
          'else.',
      ],
      ...(takes ? [] : wrongCall(one, i)),
    ])
  }
}

/** The wrapped function rejected before it called `fn`. */
function neverCalled({ end }: WrapSeen, name: string): [boolean, string][] {
  const reason = reasonOf(end)
  const text = `${name} rejected with ${shown(reason)}, and \`fn\` was never called.`
  const byName = 'Make `take` a function inside `rateLimiter` that `wrap` can call by its name.'
  const failed = reason instanceof Error ? reason.message : ''
  return [
    [
      failed.includes('this.take'),
      `${text} In the function that \`wrap\` returns, \`this\` is the caller's, and not your limiter. ${byName}`,
    ],
    [
      /\btake is not defined/.test(failed),
      `${text} A method of the returned object isn't a variable. ${byName}`,
    ],
    [
      /\btake\b/.test(failed),
      `${text} In the function that \`wrap\` returns, \`this\` is the caller's. ${byName}`,
    ],
    [end?.status === 'rejected', `${text} Let it reject only if \`take\` or \`fn\` does.`],
  ]
}

/** Whether no call starts before the one before has ended. */
function inTurn(seen: readonly WrapSeen[]): boolean {
  return seen.every(
    ({ startMs = 0 }, i) => i === 0 || startMs >= (seen[i - 1]?.settledMs ?? Infinity),
  )
}

function wrongCall(one: WrapSeen, i: number): [boolean, string][] {
  const { self, args, end, throws, startMs = 0, tookMs, settledMs = 0, returnsValue, atOnce } = one
  const value = end?.status === 'fulfilled' ? end.value : undefined
  return [
    [
      !isSame(args, [i, { id: i }, undefined]),
      `\`fn\` was called with ${shown(args)}, but the wrapped function got three arguments. Pass on all of them.`,
    ],
    [
      !one.other && self !== SELF,
      `\`fn\` was called with another \`this\` (${shown(self)}) than the wrapped function. Return a \`function\`, not an arrow function, and use ` +
        '`fn.apply(this, args)`.',
    ],
    [
      throws !== undefined && end?.status === 'fulfilled',
      `\`fn\` failed with ${shown(throws?.[0])}, but the wrapped call ${ending(end)}. Let it reject with that error.`,
    ],
    [
      throws !== undefined && !Object.is(reasonOf(end), throws[0]),
      `\`fn\` failed with ${shown(throws?.[0])}, but the wrapped call ${ending(end)}. Don't touch the error.`,
    ],
    [
      !throws && (end?.status !== 'fulfilled' || value !== resultOf(i)),
      `\`fn\` returned ${shown(resultOf(i))}, but the wrapped call ${ending(end)}. Return what \`fn\` returns.`,
    ],
    [
      settledMs < startMs + tookMs,
      `The wrapped call settled at ${settledMs} ms, before \`fn\` did. Wait for what it returns.`,
    ],
    [
      (returnsValue === true || atOnce === true) && settledMs > startMs + 2,
      `\`fn\` was done at ${startMs} ms, but the wrapped call settled at ${settledMs} ms.`,
    ],
  ]
}
