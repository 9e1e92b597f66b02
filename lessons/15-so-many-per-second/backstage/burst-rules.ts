import { fc, few, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { bucket, byChunks, earliest, sliding, startsBy, worstWindow } from './model.ts'
import { seenIn, startedIn } from './play.ts'
import { arrivals, limits, times, type Scene } from './scenes.ts'
import { judgeOrder } from './order-rules.ts'
import { isSame, judgeBoth, type Rule } from './window-rules.ts'

const bursts = fc.constantFrom(1, 2, 3, 5, 8, 13)

/** Options of a bucket, with or without `strict`. */
const options = fc.oneof(
  fc.record({ burst: bursts }),
  fc.record({ burst: bursts }),
  fc.record({ burst: bursts, strict: fc.boolean() }),
  fc.record({ strict: fc.boolean() }),
)

/** `burst` tokens, and `limit` more per `perMs`. With `strict`, no window holds more than `limit`, either. */
export const isBucket: Rule = {
  drawn: fc
    .tuple(limits, options, arrivals, fc.boolean())
    .map(([rate, more, arrivalsMs, besideAnother]): Scene => ({
      ...rate,
      ...more,
      arrivalsMs,
      besideAnother,
    })),
  first: [
    { limit: 5, perMs: 1000, burst: 2, arrivalsMs: times(6, 0) },
    { limit: 5, perMs: 1000, burst: 5, arrivalsMs: times(9, 0) },
    { limit: 2, perMs: 1000, burst: 4, arrivalsMs: [...times(6, 0), ...times(6, 9000)] },
    { limit: 4, perMs: 1000, burst: 1, arrivalsMs: [0, 100, 300, 700, 740, 2000, 2000] },
    { limit: 4, perMs: 1000, burst: 2, arrivalsMs: [0, 0, 125, 125, 375, 375, 375] },
    { limit: 2, perMs: 1000, burst: 3, arrivalsMs: [0, 0, 0, 750, 760] },
    { limit: 5, perMs: 1000, burst: 2, strict: true, arrivalsMs: times(9, 0) },
    { limit: 2, perMs: 1000, burst: 5, strict: true, arrivalsMs: times(7, 0) },
    { limit: 3, perMs: 300, strict: false, arrivalsMs: times(7, 0) },
    { limit: 3, perMs: 300, strict: true, arrivalsMs: times(7, 0) },
    { limit: 2, perMs: 100, burst: 3, arrivalsMs: times(6, 0), besideAnother: true },
  ],
  judge(run, scene) {
    const { limit, perMs } = scene
    const { burst, strict = burst === undefined } = scene
    const tokens = burst ?? limit
    const told =
      `With a \`limit\` of ${limit} per ${perMs} ms` +
      (burst === undefined ? '' : ` and a \`burst\` of ${burst}`) +
      (scene.strict === undefined ? '' : ` and \`strict: ${scene.strict}\``)
    const played = seenIn(run, scene)
    for (const seen of played) {
      const refused = seen.find(({ rejected }) => rejected)
      diagnose(run, [
        [
          refused !== undefined,
          `${told}, \`take\` of a call of weight ${scene.weights?.[refused?.number ?? 0] ?? 1} rejected with ` +
            `${shown(refused?.rejected?.[0])}. With these options, a call may weigh up to ${mostWeight(scene)}. Let it wait until it ` +
            'may start.',
        ],
      ])
      judgeOrder(run, seen)
      const all = startedIn(seen).map(({ startMs }) => startMs)
      const isSliding = isSame(all, startsBy(sliding, scene))
      const isOnlyBucket = isSame(all, startsBy(bucket, scene))
      const window = worstWindow(all, perMs)
      const startsMs: number[] = []
      for (const { number, cameMs, startMs } of startedIn(seen)) {
        const weight = scene.weights?.[number] ?? 1
        const dueMs = earliest(startsMs, scene, cameMs, weight)
        const isWrong = startMs < dueMs - 0.001 || startMs > dueMs + 2
        const together = all.filter((ms) => ms === startMs).length
        const when = `${told}, call ${number + 1} had to start at ${shown(dueMs).slice(1, -1)} ms, but it started at ${startMs} ms.`
        diagnose(run, [
          [
            isWrong && scene.weights !== undefined,
            `${when} Its \`weight\` is ${weight}, and the weights of the calls before it are ` +
              `${few(Array.from({ length: number }, (_, i) => scene.weights?.[i] ?? 1))}. A call of weight 3 counts as three calls.`,
          ],
          [
            isWrong && strict && burst !== undefined && window.count > limit,
            `${told}, the window from ${window.fromMs} to ${window.fromMs + perMs} ms holds ${window.count} calls. Both limits ` +
              'apply: the bucket and the sliding window.',
          ],
          [
            isWrong && strict && burst !== undefined && isSliding,
            `${when} Both limits apply, and your code ignores the bucket.`,
          ],
          [
            isWrong && burst === undefined && scene.strict === true && isOnlyBucket,
            `${when} \`strict: true\` without a \`burst\` is the sliding window of the task.`,
          ],
          [
            isWrong && burst === undefined && scene.strict === false && isSliding,
            `${when} \`strict: false\` without a \`burst\` is a token bucket that holds \`limit\`.`,
          ],
          [
            isWrong && burst !== undefined && isSliding,
            `${when} Your code keeps to the sliding window and ignores \`burst\`. A bucket has a token for a call again ` +
              `every ${perMs / limit} ms.`,
          ],
          [
            isWrong && isSame(all, startsBy(bucket, { ...scene, burst: limit })),
            `${when} Your bucket holds \`limit\` tokens. It should hold \`burst\`, ${tokens}.`,
          ],
          [
            isWrong && startMs > dueMs && dueMs === cameMs && startsMs.length + weight <= tokens,
            `${when} The bucket is full at the start: ${tokens === 1 ? 'its token is' : `its ${tokens} tokens are`} there before the ` +
              'first call comes.',
          ],
          [
            isWrong && startMs < dueMs && together > tokens,
            `${told}, ${together} calls started together at ${startMs} ms. However long it was idle, a bucket never holds ` +
              `more than ${tokens}.`,
          ],
          [
            isWrong && startMs < dueMs,
            `${when} Tokens come back evenly, one every ${shown(perMs / limit).slice(1, -1)} ms, and each call takes 1.`,
          ],
          [
            isWrong && [0, scene.arrivalsMs[0] ?? 0].some((ms) => isSame(all, byChunks(scene, ms))),
            `${when} Your tokens come back all at once, every ${perMs} ms. They should come back evenly, one every ` +
              `${shown(perMs / limit).slice(1, -1)} ms.`,
          ],
          [
            isWrong,
            `${when} A token comes back every ${shown(perMs / limit).slice(1, -1)} ms. If your code rounds tokens down, keep ` +
              'the fraction of a token. If it polls, let it wait exactly until the token is there.',
          ],
        ])
        startsMs.push(...times(weight, startMs))
      }
    }
    judgeBoth(run, played)
  },
}

/** How much a call may weigh. */
function mostWeight({ limit, burst, strict = burst === undefined }: Scene): number {
  return Math.min(burst ?? limit, strict ? limit : Infinity)
}

/** A call of weight 3 counts as three calls, in a bucket and in a window. */
export const weighs: Rule = {
  drawn: fc
    .tuple(limits, options, arrivals, fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 6 }))
    .map(([rate, more, arrivalsMs, heavy]): Scene => {
      const most = mostWeight({ ...rate, ...more, arrivalsMs })
      const weights = Object.fromEntries(heavy.map((weight, i) => [i, Math.min(weight, most)]))
      return { ...rate, ...more, arrivalsMs, weights }
    }),
  first: [
    { limit: 5, perMs: 1000, burst: 4, arrivalsMs: times(6, 0), weights: { 0: 3, 1: 2, 4: 4 } },
    { limit: 4, perMs: 400, arrivalsMs: [0, 10, 20, 30, 410], weights: { 1: 2, 2: 3, 4: 4 } },
  ],
  judge: isBucket.judge,
}
