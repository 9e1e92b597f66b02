import { virtualTime } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import {
  ALMOST_ONE,
  drawWaits,
  isNear,
  mostOf,
  msText,
  say,
  type Backoff,
  type Scene,
} from './draw-wait.ts'
import { anyWait } from './wait-rules.ts'

/** A wait after an error whose headers ask for another one. */
export interface AskedScene extends Scene {
  readonly askedS: number
  readonly asDate: boolean
}

export const anyAsked: fc.Arbitrary<AskedScene> = fc
  .tuple(anyWait, fc.constantFrom(0, 1, 60, 3600), fc.boolean())
  .map(([scene, askedS, asDate]) => ({ ...scene, askedS, asDate }))

const usual = { baseMs: 400, maxMs: 1000, attempt: 1 }
export const firstAsked: readonly AskedScene[] = [
  { ...usual, share: 0, askedS: 3, asDate: false },
  { ...usual, share: 0.5, askedS: 3, asDate: false },
  { ...usual, share: ALMOST_ONE, askedS: 60, asDate: true },
]

/** Waits until the server asks for a call, and then a random part of its own wait. */
export function judgeAsked(backoff: Backoff, scene: AskedScene): void {
  const { attempt, share, askedS, asDate, maxMs } = scene
  // The time of day stands still, and it is a full hour: a date has no fraction of a second.
  using _time = virtualTime()
  const askedMs = askedS * 1000
  const ownMs = share * mostOf(scene)
  // A random part may be counted from either end.
  const ownsMs = [ownMs, mostOf(scene) - ownMs]
  const value = asDate ? new Date(Date.now() + askedMs).toUTCString() : String(askedS)
  const headers = new Headers({ 'retry-after': value })
  const errors = [Object.assign(new Error('503'), { headers }), new Response('', { headers })]
  for (const error of errors) {
    const [ms] = drawWaits(backoff, scene, [[attempt, error]], [share]).waits
    const waited = typeof ms === 'number' ? ms : Number.NaN
    const seen = `The error's headers asked for ${askedS} s${asDate ? ', as a date' : ''}, and the wait was ${msText(ms)}`
    say(
      askedMs > maxMs && isNear(ms, maxMs),
      `${seen}, which is \`maxMs\`. The cap is for your own wait. The server knows better how long it needs.`,
    )
    say(
      !(waited >= askedMs - 1),
      `${seen}. Never come back earlier than the server asks. \`headersOf(error)\` gives you the headers of an ` +
        'error that has some.',
    )
    say(
      askedMs > 0 && Math.min(...ownsMs) > 50 && isNear(ms, askedMs),
      `${seen}. All clients were asked to wait that long, so they all come back together. Add the random wait ` +
        'to it.',
    )
    say(
      waited > 1e11,
      `${seen}. A date has to be compared with \`Date.now()\`. \`performance.now()\` counts from the start of the ` +
        'program.',
    )
    say(
      ownsMs.every((own) => Math.abs(waited - askedMs - own) > 1),
      `${seen}. Expected that time and then the random wait, ${msText(askedMs + ownMs)} in all.`,
    )
  }
  const others = [undefined, null, 'sold out', new Error('sold out'), { headers: {} }]
  for (const error of others) {
    const [ms] = drawWaits(backoff, scene, [[attempt, error]], [share]).waits
    const [without] = drawWaits(backoff, scene, [[attempt]], [share]).waits
    say(
      ms !== without,
      `After the error ${shown(error)}, which has no headers, the wait was ${msText(ms)} instead of ` +
        `${msText(without)}.`,
    )
  }
}
