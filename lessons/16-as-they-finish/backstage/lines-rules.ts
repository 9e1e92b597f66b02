import { simulate } from '@overlap/mock-server'
import { count, fc, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { ReadLines } from '../types.ts'

/** A body, and how a loop reads its lines. */
export interface LinesScene {
  readonly text: string
  /** How many bytes each chunk has, in turn. */
  readonly sizes: readonly number[]
  /** The body fails after this text. */
  readonly breaks?: boolean
  readonly stopAfter?: number
}

const texts = ['', 'tea', '{"name":"Tee für zwei"}', '5 €', '🫖🫖', 'a\rb', '\u2028', '\t x ', '0']

/** Draws bodies, cut into chunks anywhere. */
export const linesScenes: fc.Arbitrary<LinesScene> = fc.record({
  text: fc
    .array(fc.tuple(fc.constantFrom(...texts), fc.constantFrom('\n', '\n', '\r\n')), {
      maxLength: 6,
    })
    .chain((lines) =>
      fc
        .constantFrom('', 'the last line', 'für')
        .map((last) => lines.map((line) => line.join('')).join('') + last),
    ),
  sizes: fc.array(fc.constantFrom(1, 1, 2, 3, 5, 40), { minLength: 1, maxLength: 4 }),
  breaks: fc.constantFrom(false, false, false, true),
})

/** Plays a body: each chunk takes 10 ms. */
export async function judgeLines(readLines: ReadLines, scene: LinesScene): Promise<void> {
  const { text, sizes, breaks = false, stopAfter } = scene
  const error = new TypeError('terminated')
  const got: { line: unknown; ms: number }[] = []
  const seen = { chunks: 0, cancelledMs: undefined as number | undefined, leftMs: Infinity }
  const bytes = new TextEncoder().encode(text)
  const run = await simulate({}, async (_api, time) => {
    let at = 0
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await time.sleep(10)
          if (seen.cancelledMs !== undefined) return
          if (at >= bytes.length) return breaks ? controller.error(error) : controller.close()
          const end = at + sizes[seen.chunks++ % sizes.length]!
          controller.enqueue(bytes.slice(at, end))
          at = end
        },
        cancel: () => void (seen.cancelledMs = time.nowMs),
      },
      { highWaterMark: 0 },
    )
    for await (const line of readLines(body)) {
      got.push({ line, ms: time.nowMs })
      if (got.length > 60) break
      if (got.length !== stopAfter) continue
      seen.leftMs = time.nowMs
      break
    }
  })
  const whole = breaks ? text.slice(0, text.lastIndexOf('\n') + 1) : text
  const wanted = whole.replace(/\r?\n$/, '').split(/\r?\n/)
  if (whole === '') wanted.pop()
  const lines = got.map(({ line }) => line)
  const right = stopAfter === undefined ? wanted : wanted.slice(0, stopAfter)
  const wrong = right.findIndex((line, i) => lines[i] !== line)
  const one = lines[wrong]
  const chunks = sizes.length === 1 ? count(sizes[0]!, 'byte') : `${sizes.join(', ')} bytes`
  const body = `the body ${shown(text)}, in chunks of ${chunks}`
  // Every `\r` ended a line, so there are more lines than there should be, but no other text.
  const parts = whole.split(/[\r\n]+/).filter(Boolean)
  const isCutAtReturns =
    text.includes('\r') && lines.length > right.length && isSame(lines.filter(Boolean), parts)
  const dueMs = wanted[0] === undefined ? 0 : dueOf(text, sizes)
  diagnose(run, [
    [
      seen.chunks === 0 && text !== '' && run.outcome === 'rejected' && !breaks,
      `\`readLines\` took nothing from the body, and threw ${shown(run.reason)}.`,
    ],
    [
      String(one).includes('\uFFFD'),
      `The loop got ${shown(one)} from ${body}: a character was cut in two by the end of a chunk. Decode with one \`TextDecoder\` for ` +
        'the whole body, and `{ stream: true }`.',
    ],
    [
      wrong >= 0 && String(one) === `${right[wrong]}\r`,
      `The loop got the line ${shown(one)}. \`\\r\\n\` ends a line, too, even if a chunk ends between the two.`,
    ],
    [
      isCutAtReturns && wrong >= 0 && stopAfter === undefined,
      `The loop got ${shown(lines)} from ${body}: a \`\\r\` ended a line by itself. Only \`\\n\` and \`\\r\\n\` end a line, ` +
        'even if a chunk ends between the two.',
    ],
    [
      breaks && lines.length > right.length,
      `The body failed, and the loop got ${shown(lines.at(-1))} as a line. It is only the beginning of one: drop it, and throw ` +
        "the body's error.",
    ],
    [
      wrong >= 0 &&
        wrong === right.length - 1 &&
        lines.length === wrong &&
        !breaks &&
        !text.endsWith('\n'),
      `The loop never got the last line, ${shown(right[wrong])}, of ${body}. The last line counts even if no \`\\n\` comes after it.`,
    ],
    [
      wrong >= 0 && right[wrong] === '' && one !== '',
      `The loop got ${shown(lines)} from ${body}, without the empty line. Yield every line, even an empty one, so that line numbers stay right.`,
    ],
    [
      wrong >= 0 && typeof one === 'string' && right[wrong]?.startsWith(one) === true,
      `The loop got ${shown(one)} from ${body}. That is only a part of a line. Keep the end of a chunk until the rest of its line ` +
        'comes.',
    ],
    [
      wrong >= 0,
      `As line ${wrong + 1}, the loop got ${shown(one)} instead of ${shown(right[wrong])} from ${body}.`,
    ],
    [
      lines.length > right.length,
      `The loop got ${shown(lines[right.length])} as line ${right.length + 1} of ${body}, which has ${count(right.length, 'line')}. \`\\n\` ends a line: text ` +
        "after the last one is a line only if it isn't empty.",
    ],
    [
      stopAfter === undefined && got.length > 0 && (got[0]?.ms ?? 0) > dueMs,
      `The first line was complete at ${dueMs} ms, and the loop got it only at ${got[0]?.ms} ms. Yield a line as soon as it is ` +
        "complete: don't wait for the whole body.",
    ],
    [
      breaks && run.outcome !== 'rejected',
      'The body failed, and the loop ended as if that was all of it. Throw the error of the body.',
    ],
    [
      run.outcome === 'rejected' && !(breaks && Object.is(run.reason, error)),
      `${breaks ? `The body failed with ${shown(error)}` : 'Nothing failed'}, but the loop got the error ${shown(run.reason)}.`,
    ],
    [
      run.outcome === 'never-settles',
      `The loop got ${count(lines.length, 'line')} from ${body}, and then waited forever.`,
    ],
    [
      stopAfter !== undefined && seen.cancelledMs !== seen.leftMs,
      `The loop ended early (\`break\`) at ${seen.leftMs} ms, and the body ${
        seen.cancelledMs === undefined
          ? 'was never cancelled'
          : `was cancelled only at ${seen.cancelledMs} ms`
      }. An open body keeps its connection. Cancel the body when the loop ends early.`,
    ],
  ])
}

/** When the first line is complete: with the chunk that holds its line end, or with the end of the body. */
function dueOf(text: string, sizes: readonly number[]): number {
  const bytes = new TextEncoder().encode(text)
  const end = bytes.indexOf(10)
  let chunks = 0
  for (let at = 0; at < (end < 0 ? bytes.length : end + 1); chunks += 1) {
    at += sizes[chunks % sizes.length]!
  }
  return 10 * (end < 0 ? chunks + 1 : chunks)
}

/** `return()` cancels the body, even while a `next()` waits for a chunk. */
export async function judgeLinesReturn(readLines: ReadLines): Promise<void> {
  let cancelledMs: number | undefined
  let step: IteratorResult<string> | undefined
  const run = await simulate({}, async (_api, time) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('half a li')),
      cancel: () => void (cancelledMs = time.nowMs),
    })
    const iterator = readLines(body)[Symbol.asyncIterator]()
    const next = iterator.next()
    await time.sleep(50)
    void iterator.return?.()
    await time.sleep(50)
    if (cancelledMs === 50) step = await next
  })
  diagnose(run, [
    [
      cancelledMs !== 50,
      '`return()` was called at 50 ms, while a `next()` was waiting for a chunk, and the body was not cancelled. An async generator ' +
        'queues `return()` behind the pending `next()`. `closable` calls a function of yours first: cancel the body there.',
    ],
    [
      run.outcome === 'never-settles',
      '`return()` was called while a `next()` was waiting for a chunk, and that `next()` never settled. A reader that is cancelled ' +
        'gets `done`.',
    ],
    [
      step !== undefined && step.done !== true,
      `\`return()\` was called while a \`next()\` was waiting, and that \`next()\` got ${shown(step)}. It's only the beginning of a line, ` +
        'because the body was cancelled: end without it.',
    ],
    [
      run.outcome === 'rejected',
      `\`return()\` was called while a \`next()\` was waiting, and your code threw ${shown(run.reason)}.`,
    ],
  ])
}
