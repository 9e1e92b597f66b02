import { wrapText } from '@overlap/trace'
import { parseNetwork } from '../network/parse-network.ts'
import { ActPicture } from './act-picture.ts'
import { realClock, virtualClock, type StageClock } from './clock.ts'
import { codeOf } from './code-of.ts'
import { lengthOf, playAct, playInVirtualTime } from './play-act.ts'
import { Drawings } from './picture.ts'
import { warmUp } from './run-on.ts'
import type { Act, Demo, PerformOptions, Stage } from './stage.ts'

/**
 * Plays a demo from beginning to end.
 *
 * @returns The result of each act, in order.
 * @throws {InvalidNetworkError} if a network is invalid, and whatever the demo throws between acts.
 *
 * @example
 * ```ts
 * import { perform, type Demo } from '@overlap/mock-server/stage'
 *
 * const lines: string[] = []
 * const demo: Demo = {
 *   network: { latency: 100 },
 *   demo: async (stage) => {
 *     stage.say('One call, and what it looks like:')
 *     await stage.act('One call', (api) => fetch(api.url('/todos/1')))
 *   },
 * }
 *
 * const [act] = await perform(demo, { virtual: true, print: (text) => lines.push(text) })
 *
 * act?.settledMs // → 100
 * lines[0] // → 'One call, and what it looks like:'
 * ```
 */
export async function perform(demo: Demo, options: PerformOptions = {}): Promise<Act[]> {
  const { print = console.log, adjust = (network) => network, draw = {}, source = '' } = options
  const { width = 80 } = draw
  const common = parseNetwork(adjust(demo.network))
  using clock = options.virtual ? virtualClock() : realClock()
  const acts: Act[] = []
  const drawings = new Drawings()
  // Sentences from within an act wait for its end, because its picture may be redrawn in place.
  let waiting: string[] | undefined
  let spanMs = 0
  // The clock of an act may be another one.
  let now: StageClock = clock
  let drawn = false

  const stage: Stage = {
    network: common,
    acts,
    say: (text) => {
      if (waiting) {
        waiting.push(text)
        return
      }
      const lines = wrapText(text, width)
      print(drawn ? `\n${lines}` : lines)
      drawn = false
    },
    sleep: (ms) => now.sleep(ms),
    burn: (ms) => now.burn(ms),
    act: async (
      title,
      work,
      { network: differing, rows, picture = 'timeline', virtual = false } = {},
    ) => {
      if (acts.length > 0) await options.betweenActs?.()
      const network = adjust({ ...demo.network, ...differing })
      const heading = `${acts.length + 1} ${draw.ascii ? '-' : '·'} ${title}`
      const fewer = rows === undefined ? options : { ...options, draw: { ...draw, maxRows: rows } }
      const drawing = drawings.of(title, picture)
      const screen = new ActPicture(heading, codeOf(source, title), drawing, spanMs, fewer)
      waiting = []
      print('')
      const score = { title, network, work, watch: screen.watch }
      const ownTime = virtual && options.virtual !== true
      const { act: played, value } = ownTime
        ? await playInVirtualTime(score, (own) => (now = own ?? clock))
        : await playAct({ ...score, clock })
      spanMs = Math.max(spanMs, lengthOf(played))
      screen.finish(played.trace, spanMs)
      const shown = drawing.finish?.(played.trace)
      const act: Act = shown === undefined ? played : { ...played, shown }
      acts.push(act)
      if (act.error !== undefined)
        print(wrapText(`It failed after ${Math.round(act.settledMs)} ms:\n${act.error}`, width))
      drawn = true
      const said = waiting
      waiting = undefined
      for (const text of said) stage.say(text)
      return value
    },
  }
  await warmUp()
  await demo.demo(stage)
  return acts
}
