/** The characters a drawing is made of. All are one column wide. */
export interface Glyphs {
  readonly waiting: string
  /** Waiting that begins, or ends, in the middle of a column. `''` if there is no such character. */
  readonly waitingRightHalf: string
  readonly waitingLeftHalf: string
  /** One to eight eighths of a column, or the one character there is. */
  readonly receiving: readonly string[]
  readonly queued: string
  readonly wasted: string
  /** The first column of a bar in a lane. */
  readonly laneStart: string
  /** Several calls of a lane in one column, or nearly. */
  readonly several: string
  readonly before: string
  readonly after: string
  readonly mark: string
  readonly markLabel: string
  readonly rule: string
  readonly ruleStart: string
  readonly ruleTick: string
  readonly ruleEnd: string
  /** Heights from low to high. */
  readonly heights: readonly string[]
  /** Between two numbers of the in-flight track. */
  readonly steady: string
  readonly ellipsis: string
  readonly times: string
}

const UNICODE: Glyphs = {
  waiting: '━',
  waitingRightHalf: '╺',
  waitingLeftHalf: '╸',
  receiving: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  queued: '·',
  wasted: '╌',
  laneStart: '╺',
  several: '≡',
  before: '‹',
  after: '›',
  mark: '┊',
  markLabel: '▾',
  rule: '─',
  ruleStart: '├',
  ruleTick: '┬',
  ruleEnd: '┤',
  heights: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  steady: '─',
  ellipsis: '…',
  times: '×',
}

const ASCII: Glyphs = {
  waiting: '-',
  waitingRightHalf: '',
  waitingLeftHalf: '',
  receiving: ['#'],
  queued: '.',
  wasted: '/',
  laneStart: '+',
  several: '=',
  before: '<',
  after: '>',
  mark: ':',
  markLabel: 'v',
  rule: '-',
  ruleStart: '+',
  ruleTick: '+',
  ruleEnd: '+',
  heights: ['.', ':', '-', '=', '+', '*', '#', '@'],
  steady: '-',
  ellipsis: '...',
  times: 'x',
}

/** The set to draw with. */
export function glyphsFor(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE
}
