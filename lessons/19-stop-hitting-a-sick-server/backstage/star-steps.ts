import { fc, reasons } from '@overlap/scenarios'
import {
  failed,
  fails,
  ok,
  oks,
  one,
  oneByOne,
  overlapping,
  row,
  scene,
  status,
  tens,
  unexpected,
  type Caller,
  type Scene,
} from './scene.ts'
import type { Step } from './steps.ts'

const coolDownMs = tens(5, 30).map((n) => n + 6)
const few = fc.constantFrom(1, 2, 3)
const left = new Error('the user left the page')
const tooSlow = new DOMException('Not done after 300 ms', 'TimeoutError')

/** `abort(undefined)` makes a reason of its own. */
const whys = fc.oneof(
  { weight: 3, arbitrary: reasons.filter((reason) => reason !== undefined) },
  { weight: 1, arbitrary: fc.constant<unknown>(tooSlow) },
)

/** Callers of whom some abort, at moments at which nothing else happens. */
const aborting = fc
  .tuple(
    overlapping(fc.oneof(fails, oks), 10),
    fc.array(
      fc.record({
        afterMs: fc.constantFrom(undefined, undefined, -1, 13, 43, 103),
        reason: whys,
        ignores: fc.boolean(),
      }),
      { minLength: 10, maxLength: 10 },
    ),
  )
  .map(([callers, aborts]) =>
    callers.map((caller, i): Caller => {
      const { afterMs, reason, ignores } = aborts[i]!
      if (afterMs === undefined) return caller
      const abortMs = afterMs < 0 ? -1 : caller.atMs + afterMs
      return { ...caller, abortMs, reason, ignores }
    }),
  )

/** A call that its caller aborts. */
const gone = (
  atMs: number,
  abortMs: number,
  reason: unknown = left,
  more: Partial<Caller> = {},
): Caller => one(atMs, 405, failed(), { abortMs, reason, ...more })

/** Callers who abort. */
export const aborts: Step = {
  first: [
    scene([
      ...row('xx'),
      gone(100, 143),
      gone(100, 153, left, { ignores: true }),
      ...row('.x', 50, 600),
      gone(700, -1),
    ]),
    scene([...row('xx'), gone(100, 143), ...row('x..', 50, 200)]),
    scene([...row('xxx.'), gone(700, 743), ...row('.xx.xxx.', 50, 800)]),
    scene([...row('xxx.'), gone(700, 743), ...row('x..', 50, 800)]),
    scene([
      gone(0, 103, tooSlow),
      gone(0, 113, tooSlow),
      gone(0, 123, tooSlow),
      ...row('..', 50, 200),
    ]),
    // A signal that had timed out before the call says nothing, because nothing was sent.
    scene([
      ...row('xx'),
      gone(100, -1, tooSlow),
      ...row('.xx', 50, 150),
      gone(300, -1),
      ...row('x.', 50, 350),
      gone(450, -1),
      gone(950, -1, tooSlow),
      ...row('..', 50, 1000),
    ]),
    // No call fails or is refused here, so the fallback needs no star of its own.
    scene([...row('.'), gone(50, 93), gone(60, 103, left, { ignores: true }), gone(150, -1)], {
      fallback: 'returns',
    }),
    scene(
      [
        ...row('xx'),
        one(100, 15, unexpected()),
        ...row('x..', 50, 150),
        one(700, 15, unexpected()),
        one(750, 15, unexpected()),
        ...row('.xx.', 50, 800),
      ],
      { isCustom: true },
    ),
  ],
  drawn: fc.record({ callers: aborting, failures: few, coolDownMs }),
}

/** Failures that don't come in a row. */
export const rates: Step = {
  first: [
    // The order of the first four tells mistakes apart whose effects are alike.
    scene(row('.x.xxx..'), { failures: 5, rate: { over: 0.5, windowMs: 1002, atLeast: 2 } }),
    scene(row('.xx.xx...'), { failures: 5, rate: { over: 0.5, windowMs: 1002, atLeast: 5 } }),
    scene(
      [one(0, 305, failed()), one(250, 15, ok()), one(300, 15, failed()), ...row('..', 50, 350)],
      {
        failures: 9,
        rate: { over: 0.5, windowMs: 202, atLeast: 3 },
      },
    ),
    scene(row('....x.x.x..'), { failures: 9, rate: { over: 0.2, windowMs: 202, atLeast: 3 } }),
    scene(row('xx..x.x....xx..', 50), {
      failures: Infinity,
      rate: { over: 0.4, windowMs: 252, atLeast: 3 },
    }),
    scene([...row('x.x.x.'), ...row('..x.x.', 50, 900)], {
      failures: 4,
      rate: { over: 0.5, windowMs: 5002, atLeast: 5 },
    }),
    scene(row('xxx..'), { failures: 3, rate: { over: 0.9, windowMs: 1002, atLeast: 100 } }),
    scene(row('x....x.xx..'), {
      failures: 9,
      rate: { over: 0.4, windowMs: 252, atLeast: 3 },
    }),
    scene(row('xx......x...'), { failures: 9, rate: { over: 0.5, windowMs: 202, atLeast: 3 } }),
    scene(row('.x.x.x.x.xx.'), { failures: 9, rate: { over: 0.5, windowMs: 402, atLeast: 2 } }),
  ],
  drawn: fc.record({
    callers: oneByOne(fc.constantFrom(failed(), failed(), ok(), status(404)), 22),
    failures: fc.constantFrom(3, 4, Infinity),
    coolDownMs,
    rate: fc.record({
      over: fc.constantFrom(0, 0.25, 0.5, 0.8),
      windowMs: tens(5, 60).map((n) => n + 2),
      atLeast: fc.constantFrom(1, 2, 3, 5, 8),
    }),
  }),
}

const fallback = fc.constantFrom('returns' as const, 'resolves later' as const, 'throws' as const)

/** A substitute for what failed or was refused. */
export const fallbacks: Step = {
  first: [
    scene(row('.xxx.'), { fallback: 'returns' }),
    scene([one(0, 15, status(404)), ...row('xxx.', 50, 50)], { fallback: 'resolves later' }),
    scene([...row('xxx.'), ...row('x..', 50, 700)], { fallback: 'throws' }),
    scene([one(0, 0, failed(undefined)), ...row('xx..', 50, 50)], { fallback: 'returns' }),
    scene([gone(0, 103, tooSlow), ...row('..', 50, 150)], { fallback: 'returns' }),
    // When the second call fails, the first has opened the circuit.
    scene([one(0, 25, failed()), one(10, 35, failed())], { failures: 1, fallback: 'returns' }),
    // The fallback of a probe takes longer than the cool-down.
    scene(
      [
        one(0, 15, failed()),
        one(50, 15, failed()),
        one(100, 35, ok()),
        one(110, 15, ok()),
        one(150, 15, ok()),
      ],
      { failures: 1, coolDownMs: 26, fallback: 'resolves later' },
    ),
  ],
  drawn: fc.record({
    callers: oneByOne(fc.oneof(fails, oks, fc.constant(status(404)))),
    failures: few,
    coolDownMs,
    fallback,
  }) as fc.Arbitrary<Scene>,
}
