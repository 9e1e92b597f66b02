import type { DrawOptions, Trace } from '@overlap/trace'
import { paintCode, strong } from './paint.ts'
import type { Drawing } from './picture.ts'
import type { PerformOptions } from './stage.ts'

/** Time between two frames of an act. */
const FRAME_MS = 100

/** The last row of the terminal holds the cursor. */
const CURSOR_ROWS = 1

/** With fewer rows of calls than this, a picture shows too little, so it scrolls instead. */
const FEWEST_CALL_ROWS = 3

/** The picture of one act: its title, its code, and its calls, on one screen if possible. */
export class ActPicture {
  readonly #above: readonly string[]
  readonly #drawing: Drawing
  readonly #options: PerformOptions
  readonly #spanMs: number
  readonly #live: boolean
  #maxRows: number | undefined

  /**
   * @param drawing - draws the calls
   * @param spanMs - the length of the time axis so far
   */
  constructor(
    heading: string,
    code: readonly string[],
    drawing: Drawing,
    spanMs: number,
    options: PerformOptions,
  ) {
    const { width = 80, color = false } = options.draw ?? {}
    const lines = code.map((line) => (line === '' ? '' : `  ${line}`))
    this.#above = [
      strong(heading, color),
      ...(code.length === 0 ? [] : [...lines.map((line) => paintCode(line, color)), '']),
    ]
    this.#drawing = drawing
    this.#options = options
    this.#spanMs = spanMs
    // If the terminal wrapped a line, the cursor could not return to its start.
    this.#live = options.live !== undefined && [heading, ...lines].every(fits)

    function fits(line: string): boolean {
      return line.length <= width
    }
  }

  /** Draws the act while its calls run, if the screen is live, until the result is disposed of. */
  readonly watch = (traceNow: () => Trace): Disposable => {
    const { live } = this.#options
    if (live === undefined || !this.#live) return { [Symbol.dispose]: () => {} }
    const draw = (): void => {
      const trace = traceNow()
      const spanMs = Math.max(this.#spanMs, roomFor(trace.nowMs))
      // A picture without any call would show nothing.
      const empty = trace.calls.length === 0
      live.show(empty ? this.#above.join('\n') : this.#draw(trace, spanMs, { ongoing: true }))
    }
    draw()
    const timer = setInterval(draw, FRAME_MS)
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }

  /** Draws the act after its end. */
  finish(trace: Trace, spanMs: number): void {
    const { live, print = console.log } = this.#options
    this.#maxRows = undefined
    const text = this.#draw(trace, spanMs)
    if (this.#live) live?.leave(text)
    else print(text)
  }

  #draw(trace: Trace, spanMs: number, more: DrawOptions = {}): string {
    const { draw = {}, rows = 24 } = this.#options
    const room = rows - CURSOR_ROWS - this.#above.length
    const options = { ...draw, ...more, spanMs }
    const drawn = (): string => this.#drawing.draw(trace, options, this.#maxRows)
    let text = drawn()
    const most = this.#maxRows ?? draw.maxRows ?? this.#drawing.mostRows
    let maxRows = Math.min(trace.calls.length, most)
    for (;;) {
      const tooMany = text.split('\n').length - room
      if (tooMany <= 0 || maxRows <= FEWEST_CALL_ROWS) break
      maxRows = Math.max(FEWEST_CALL_ROWS, maxRows - tooMany)
      // Kept for the next frames, because drawing each frame twice would delay the calls.
      this.#maxRows = maxRows
      text = drawn()
    }
    return [...this.#above, text].join('\n')
  }
}

/** An axis with room to spare, so that it does not grow with every frame. */
function roomFor(nowMs: number): number {
  let spanMs = 100
  while (spanMs < nowMs * 1.1) spanMs *= 1.5
  return spanMs
}
