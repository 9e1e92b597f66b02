import { simulate, type Run } from '@overlap/mock-server'
import { oneScenario, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { MapStream } from './stream-play.ts'

/** A source whose items are promises. Two of them may be pending at once. */
interface PromiseScene {
  /** How long after its pull each item settles. */
  readonly itemsMs: readonly number[]
  /** The item that rejects, from 0. */
  readonly failAt?: number
  readonly ordered?: boolean
  /** The loop ends after the first result. */
  readonly stops?: boolean
}

interface PromisesPlayed {
  readonly run: Run<unknown>
  /** The calls of `fn`. */
  readonly given: readonly {
    readonly item: unknown
    readonly index: unknown
    readonly ms: number
  }[]
  readonly got: readonly { readonly result: unknown; readonly ms: number }[]
  /** When the loop ended. */
  readonly endedMs: number | undefined
  readonly isClosed: boolean
}

const limit = 2
const error = new Error('sold out')

const scenes: readonly PromiseScene[] = [
  { itemsMs: [300, 100] },
  { itemsMs: [300, 100], ordered: true },
  { itemsMs: [10, 30], stops: true },
  { itemsMs: [10, 30, 30], failAt: 0 },
  { itemsMs: [10, 30, 30], failAt: 0, ordered: true },
  { itemsMs: [10, 30], failAt: 1, stops: true },
]

/** An item may be a promise. It is awaited before `fn` is called, holds a slot meanwhile, and may reject. */
export async function judgePromises(mapStream: MapStream): Promise<void> {
  for (const scene of scenes) {
    await oneScenario(async () => diagnosePromises(await playPromises(mapStream, scene), scene))()
  }
}

async function playPromises(
  mapStream: MapStream,
  { itemsMs, failAt, ordered = false, stops = false }: PromiseScene,
): Promise<PromisesPlayed> {
  const given: PromisesPlayed['given'][number][] = []
  const got: PromisesPlayed['got'][number][] = []
  const end = { endedMs: undefined as number | undefined, isClosed: false }
  const run = await simulate({}, async (_api, time) => {
    function* source(): Generator<Promise<string>> {
      try {
        for (const [at, ms] of itemsMs.entries()) {
          yield time.sleep(ms).then(() => {
            if (at === failAt) throw error
            return nameOf(at)
          })
        }
      } finally {
        end.isClosed = true
      }
    }
    const fn = (item: string, index: number): string => {
      given.push({ item, index, ms: time.nowMs })
      return item
    }
    try {
      for await (const result of mapStream(source(), fn, { limit, ordered })) {
        got.push({ result, ms: time.nowMs })
        if (stops || got.length > itemsMs.length) break
      }
    } finally {
      end.endedMs = time.nowMs
      await time.sleep(50) // the promises that are left settle
    }
  })
  return { run, given, got, ...end }
}

function diagnosePromises(played: PromisesPlayed, scene: PromiseScene): void {
  const { run, given, got } = played
  const { itemsMs, failAt, ordered = false, stops = false } = scene
  const options = `With \`limit: ${limit}${ordered ? ', ordered: true' : ''}\``
  const plain = given.find(({ item }) => typeof item !== 'string')
  const misplaced = given.find(({ item, index }) => item !== nameOf(Number(index)))
  const callMs = (at: number): number | undefined =>
    given.find(({ item }) => item === nameOf(at))?.ms
  const late = itemsMs.findIndex((ms, at) => at !== failAt && callMs(at) !== ms)
  const wanted = wantedOf(scene)
  const isWrong = wanted.some(({ result, ms }, i) => got[i]?.result !== result || got[i]?.ms !== ms)
  if (failAt !== undefined && !stops) return diagnoseRejected(played, scene)
  diagnose(run, [
    [
      plain !== undefined,
      `An item of the source was a promise, and \`fn\` was called with ${shown(plain?.item)}. Await each item before you call \`fn\`.`,
    ],
    [
      run.outcome === 'rejected',
      `The items of the source were promises that resolved, but the loop got the error ${shown(run.reason)}.`,
    ],
    [
      stops && given.length > 1,
      `The loop ended early (\`break\`) while an item that is a promise was still pending. When the promise resolved, \`fn\` was ` +
        `called with ${shown(given[1]?.item)}, though nobody will use its result. After you have awaited an item, check whether ` +
        'the stream has stopped.',
    ],
    [
      misplaced !== undefined,
      `The items of the source were promises, and \`fn\` was called with ${shown(misplaced?.item)} and index ` +
        `${shown(misplaced?.index)}. The index is the item's position in the source, whichever promise resolves first.`,
    ],
    [
      !stops && late >= 0,
      `${options}, the source had ${itemsMs.length} promises. ${upperFirst(nameOf(late))} resolved at ${itemsMs[late]} ms, but \`fn\` was ` +
        `${callMs(late) === undefined ? 'never called with it' : `called with it only at ${callMs(late)} ms`}. Don't await an item before ` +
        'you pull the next one: each promise holds a slot of its own.',
    ],
    [
      isWrong,
      `${options}, the loop should have got ${timesText(wanted)} from a source of promises, but it got ${timesText(got)}.`,
    ],
    [
      run.outcome === 'never-settles',
      `${options}, the loop got all results from a source of promises, and then waited forever.`,
    ],
  ])
}

/** An item that rejects ends the stream, as a call that fails does. */
function diagnoseRejected(
  { run, given, endedMs = Infinity, isClosed }: PromisesPlayed,
  { itemsMs, failAt = 0, ordered = false }: PromiseScene,
): void {
  const failMs = itemsMs[failAt] ?? 0
  const what =
    `With \`limit: ${limit}${ordered ? ', ordered: true' : ''}\`, ${nameOf(failAt)} of the source was a promise, and rejected with ` +
    `${shown(error)} at ${failMs} ms`
  const after = given.find(({ ms }) => ms >= failMs)
  diagnose(run, [
    [
      given.some(({ item }) => item === error),
      `${what}. \`fn\` was called with that error. The loop has to get it, as if \`fn\` had thrown it.`,
    ],
    [
      run.outcome === 'never-settles' && endedMs === Infinity,
      `${what}. The loop waited forever. Throw the error.`,
    ],
    [
      run.outcome === 'fulfilled',
      `${what}. The loop ended as if nothing had happened. Throw the error.`,
    ],
    [
      !Object.is(run.reason, error),
      `${what}. The loop got ${shown(run.reason)}. Throw the error itself.`,
    ],
    [
      endedMs > failMs,
      `${what}. The loop got the error only at ${endedMs} ms. Throw it right away, and don't wait for other items.`,
    ],
    [
      !isClosed,
      `${what}. The loop got the error, but the source stayed open: a file or a cursor behind it would leak. Call its iterator's ` +
        '`return()`, as you do when `fn` fails.',
    ],
    [
      after !== undefined,
      `${what}. After that, at ${after?.ms} ms, \`fn\` was called with ${shown(after?.item)}. Start nothing after an error: once you ` +
        'have awaited an item, check whether the stream has stopped.',
    ],
  ])
}

/** What the loop should get, and when. */
function wantedOf({ itemsMs, ordered, stops }: PromiseScene): PromisesPlayed['got'] {
  const items = itemsMs.map((ms, at) => ({ result: nameOf(at), ms }))
  if (stops) return items.slice(0, 1)
  if (!ordered) return items.toSorted((a, b) => a.ms - b.ms)
  return items.map(({ result }, i) => ({ result, ms: Math.max(...itemsMs.slice(0, i + 1)) }))
}

const nameOf = (at: number): string => `item ${at + 1}`

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function timesText(got: PromisesPlayed['got']): string {
  return got.map(({ result, ms }) => `${shown(result)} at ${ms} ms`).join(', ') || 'nothing'
}
