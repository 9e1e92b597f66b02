import { simulate } from '@overlap/mock-server'
import { oneScenario, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Limit } from '../types.ts'
import type { CreateLimit } from './limit-play.ts'
import { valueIn } from './limit-rules.ts'
import { noCalls } from './scenes.ts'

const badLimits = [0, -1, 1.5, Number.NaN, '3', undefined]

/** Bad limits are refused by name, and so is something that isn't a function. */
export async function judgeBadLimits(createLimit: CreateLimit): Promise<void> {
  for (const bad of badLimits as number[]) {
    judgeRefusal(`\`createLimit(${shown(bad).slice(1, -1)})\``, () => createLimit(bad))
    const limited = createLimit(2)
    judgeRefusal(`\`limit = ${shown(bad).slice(1, -1)}\``, () => (limited.limit = bad))
    diagnose(noCalls, [
      [
        limited.limit !== 2,
        `\`limit = ${shown(bad).slice(1, -1)}\` changed the limit to ${shown(limited.limit)}.`,
      ],
    ])
  }
  const refused = thrownBy(() => createLimit(Infinity))
  diagnose(noCalls, [
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
  diagnose(noCalls, [
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
    const [next] = await Promise.allSettled([limited(() => 'tea')])
    return { bad, next }
  })
  const next = run.outcome === 'fulfilled' ? run.value.next : undefined
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
    [
      isRefused && next?.status === 'rejected',
      `\`run(() => 'tea')\` rejected with ${shown(valueIn(next))}. \`fn\` may return a plain value, and only promises have ` +
        'methods such as `then`: `await` takes both.',
    ],
    [!isRefused, "`run('tea')` was called. Return a promise that rejects with a TypeError."],
  ])
}
