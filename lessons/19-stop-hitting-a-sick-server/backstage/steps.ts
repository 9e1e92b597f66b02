import { fc } from '@overlap/scenarios'
import {
  failed,
  fails,
  limits,
  mixed,
  ok,
  oks,
  one,
  oneByOne,
  overlapping,
  row,
  scene,
  status,
  tens,
  type Caller,
  type End,
  type Scene,
} from './scene.ts'

/** The scenes of a step: the first ones, and those that are drawn. */
export interface Step {
  readonly first: readonly Scene[]
  readonly drawn: fc.Arbitrary<Scene>
}

const twoBreakers = row('.....x.x.x.', 50, 20).map((caller) => ({ ...caller, second: true }))

/** It opens, and nothing else: every scene ends before the cool-down does. */
export const opening: Step = {
  first: [
    // With an `isFailure`, so that a missing default shows in the next scene.
    scene(row('.xxxxxx'), { isCustom: true }),
    scene(row('xx.x.xx.xxx.')),
    scene([...row('xxx..'), ...twoBreakers]),
    scene([
      one(0, 0, failed()),
      one(50, 0, failed()),
      one(100, 0, failed()),
      ...row('xxxx', 50, 150),
    ]),
    scene([
      one(0, 15, failed(undefined)),
      one(50, 15, failed(false)),
      one(100, 15, failed(null)),
      ...row('xxxx', 50, 150),
    ]),
    scene(row('x..'), { failures: 1 }),
    scene([...[0, 10, 20].map((atMs) => one(atMs, 25, failed())), ...row('..', 50, 100)]),
  ],
  drawn: fc.record({
    callers: oneByOne(mixed),
    failures: limits.failures,
    coolDownMs: fc.constant(5006),
  }),
}

const sick = row('xxx')
const crowd = (fromMs: number, end: End, count = 4): Caller[] =>
  Array.from({ length: count }, (_, i) => one(fromMs + 10 * i, 205, end))

/** After the cool-down, one call is the probe. */
export const probing: Step = {
  first: [
    scene([...sick, one(300, 15, ok()), one(620, 15, ok()), ...crowd(700, failed())]),
    scene([...sick, ...row('....', 100, 200), one(650, 15, ok())]),
    scene([...sick, ...crowd(700, ok()).map((caller) => ({ ...caller, atMs: 700 }))]),
  ],
  drawn: fc
    .record({
      failures: limits.failures,
      coolDownMs: limits.coolDownMs,
      refused: fc.array(tens(0, 4), { maxLength: 3 }),
      late: fc.array(tens(0, 20), { minLength: 1, maxLength: 5 }),
      error: fails,
      end: mixed,
    })
    .map(({ failures, coolDownMs, refused, late, error, end }) => {
      const callers = Array.from({ length: failures }, (_, i) => one(50 * i, 15, error))
      const openMs = 50 * (failures - 1) + 20
      const overMs = openMs + Math.ceil(coolDownMs / 10) * 10
      return scene(
        [
          ...callers,
          ...refused.map((ms) => one(openMs + ms, 15, end)),
          ...late.map((ms) => one(overMs + ms, 405, end)),
        ],
        { failures, coolDownMs },
      )
    }),
}

/** What comes of the probe: it opens again, for as long, or it closes. */
export const afterProbe: Step = {
  first: [
    scene([
      ...row('xxx.'),
      one(700, 15, ok()),
      one(750, 105, ok()),
      one(760, 105, ok()),
      ...row('xx.xx.xxx.', 50, 900),
      one(1850, 15, ok()),
    ]),
    scene([
      ...row('xxx.'),
      one(700, 105, failed()),
      one(850, 105, failed()),
      one(860, 105, failed()),
      ...row('....', 100, 980),
      ...row('.xx.', 50, 1400),
    ]),
    scene([
      ...row('xxx.'),
      one(700, 15, failed()),
      one(1250, 15, failed()),
      ...row('....', 250, 1300),
    ]),
  ],
  drawn: fc.record({
    callers: oneByOne(mixed, 20),
    failures: fc.constantFrom(1, 2, 3),
    coolDownMs: tens(5, 15).map((n) => n + 6),
  }),
}

const kinds = fc.constantFrom(
  status(400),
  status(404),
  status(408, true),
  status(429, true),
  status(500),
  status(503),
  failed(new TypeError('fetch failed')),
  failed(new DOMException('Too slow', 'TimeoutError')),
  ok(),
)

/** Errors that aren't failures of the server. */
const mine = (): End => ({ ok: false, error: new Error('sold out'), counts: false })
/** Counts only by the scene's own `isFailure`. */
const odd = (): End => status(404, true)

/** Which errors count, by default and by `isFailure`. */
export const counting: Step = {
  first: [
    // First those errors that the scene's own `isFailure` judges, so that a missing default shows in the next scene.
    scene(
      [mine(), mine(), failed(), odd(), mine(), failed(), odd(), failed(), ok()].map((end, i) =>
        one(50 * i, 15, end),
      ),
      { isCustom: true },
    ),
    scene([404, 404, 404, 404].map((code, i) => one(50 * i, 15, status(code)))),
    scene(
      [503, 500, 404, 503, 429, 500, 503].map((code, i) =>
        one(50 * i, 15, status(code, code !== 404)),
      ),
    ),
    scene([
      ...row('xxx.'),
      one(700, 15, status(404)),
      ...row('xxx.', 50, 750),
      ...row('..', 50, 1400),
    ]),
  ],
  drawn: fc.oneof(
    fc.record({
      callers: oneByOne(kinds, 20),
      failures: fc.constantFrom(1, 2, 3),
      coolDownMs: tens(5, 15).map((n) => n + 6),
    }),
    fc.record({
      callers: oneByOne(
        fc.constantFrom<() => End>(mine, failed, ok).map((make) => make()),
        20,
      ),
      failures: fc.constantFrom(1, 2, 3),
      coolDownMs: tens(5, 15).map((n) => n + 6),
      isCustom: fc.constant(true),
    }),
  ),
}

/** Calls that are in flight when the circuit opens or closes, and callers who abort. */
export const late: Step = {
  first: [
    scene(
      [
        one(0, 105, failed()),
        one(0, 115, failed()),
        one(0, 405, failed()),
        one(0, 455, ok()),
        one(500, 15, ok()),
        one(630, 15, ok()),
      ],
      { failures: 2 },
    ),
    scene(
      [
        one(0, 105, failed()),
        one(0, 115, failed()),
        one(0, 685, ok()),
        one(0, 695, failed()),
        one(0, 805, failed()),
        one(630, 105, failed()),
        one(700, 15, ok()),
        one(900, 15, ok()),
        one(1250, 55, ok()),
        one(1320, 15, failed()),
        one(1350, 15, ok()),
      ],
      { failures: 2 },
    ),
  ],
  drawn: fc.record({
    callers: overlapping(fc.oneof(fails, oks)),
    failures: fc.constantFrom(1, 2, 3),
    coolDownMs: tens(5, 30).map((n) => n + 6),
  }),
}
