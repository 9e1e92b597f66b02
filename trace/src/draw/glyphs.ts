import type { Outcome } from '../call.ts'

/** The characters a drawing is made of. All are one column wide. */
export interface Glyphs {
  /** Whether URLs, names and errors must be ASCII, too. */
  readonly ascii: boolean
  readonly waiting: string
  /** Waiting starts and ends on multiples of this, in columns. It is 0.5 if there are half glyphs. */
  readonly waitingGrid: 0.5 | 1
  /** Waiting that begins, or ends, in the middle of a column. */
  readonly waitingRightHalf: string
  readonly waitingLeftHalf: string
  /** Glyphs for one to eight eighths of a column, or a single glyph for all of them. */
  readonly receiving: readonly string[]
  readonly queued: string
  readonly wasted: string
  /** The end of a bar, by the outcome of its call; `''` for `ok`. */
  readonly signs: Readonly<Record<Outcome, string>>
  /** The first column of a bar in a lane. */
  readonly laneStart: string
  /** Several calls of a lane that share about one column. */
  readonly several: string
  readonly before: string
  readonly after: string
  readonly mark: string
  readonly markLabel: string
  /** Below a marked place. */
  readonly markBelow: string
  readonly rule: string
  readonly ruleStart: string
  readonly ruleTick: string
  readonly ruleEnd: string
  /** Block glyphs, from low to high. */
  readonly heights: readonly string[]
  /** Fillings of stretches that are next to each other. */
  readonly shades: readonly string[]
  /** Between two numbers of the in-flight track. */
  readonly steady: string
  readonly ellipsis: string
  readonly times: string
}

const UNICODE: Glyphs = {
  ascii: false,
  waiting: '━',
  waitingGrid: 0.5,
  waitingRightHalf: '╺',
  waitingLeftHalf: '╸',
  receiving: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  queued: '·',
  wasted: '╌',
  signs: { ok: '', pending: '…', aborted: '✕', 'http-error': '!', 'network-error': '!' },
  laneStart: '╺',
  several: '≡',
  before: '‹',
  after: '›',
  mark: '┊',
  markLabel: '▾',
  markBelow: '▴',
  rule: '─',
  ruleStart: '├',
  ruleTick: '┬',
  ruleEnd: '┤',
  heights: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  shades: ['▒', '░'],
  steady: '─',
  ellipsis: '…',
  times: '×',
}

const ASCII: Glyphs = {
  ascii: true,
  waiting: '-',
  waitingGrid: 1,
  waitingRightHalf: '',
  waitingLeftHalf: '',
  receiving: ['#'],
  queued: '.',
  wasted: '/',
  signs: { ok: '', pending: '~', aborted: 'x', 'http-error': '!', 'network-error': '!' },
  laneStart: '+',
  several: '=',
  before: '<',
  after: '>',
  mark: ':',
  markLabel: 'v',
  markBelow: '^',
  rule: '-',
  ruleStart: '+',
  ruleTick: '+',
  ruleEnd: '+',
  heights: ['.', ':', '-', '=', '+', '*', '#', '@'],
  shades: ['/', '.'],
  steady: '-',
  ellipsis: '...',
  times: 'x',
}

/** Picks the glyphs to draw with. */
export function glyphsFor(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE
}
