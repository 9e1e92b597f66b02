/** What a benchmark found, as data. It is printed, drawn, saved and compared from here. */
export interface Report {
  /** The command that makes this report, as it is typed. */
  readonly command: string
  /** The machine, in one line. Missing if every figure is exact: then every machine finds the same. */
  readonly machine?: string
  /** How many programs wanted a core, on average during the last minute of measuring. */
  readonly load?: number | undefined
  /** Sentences that explain all tables. */
  readonly intro?: readonly string[]
  readonly sections: readonly Section[]
}

/** A table, with what has to be said about it. */
export interface Section {
  /** Names the section, also in the comparison with a saved report. No two sections have the same title. */
  readonly title: string
  /** Sentences above the table: what was measured, and how. */
  readonly intro?: readonly string[]
  /** Missing if there is nothing to show. */
  readonly table?: Table
  /** How a report in HTML draws the table. */
  readonly chart?: Chart
  /** Sentences below the table: what the figures say. Computed from them, or missing. */
  readonly notes?: readonly string[]
}

/** Rows of figures. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export interface Column {
  readonly head: string
  /** Shown in the terminal only if there is room. Exports and pages always show it. */
  readonly optional?: boolean
  /** What its figures are, printed below the table if the column is shown. */
  readonly about?: string
  /** Drawn as a bar in the terminal, too. All its figures have the same unit. */
  readonly bar?: boolean
}

export interface Row {
  /** Names the row. No two rows of a table have the same name. */
  readonly name: string
  /** A cell for each column: a figure, a word, or nothing. */
  readonly cells: readonly (Figure | string | undefined)[]
}

/** A unit of a figure: what is printed behind it. `ratio` has two digits behind the point below 100, and no word. */
export type Unit = 'ms' | 'µs' | 'ns' | 'MB' | 'kB' | 'B' | '%' | 'ratio' | 'calls/s' | 'count'

/** A number that was computed or measured. */
export interface Figure {
  /** The value, or the median of the rounds. */
  readonly value: number
  readonly unit: Unit
  /** What each round measured. Missing if the value is exact: computed, counted, or in virtual time. */
  readonly rounds?: readonly number[]
}

/** A drawing of a table. Colours are never the only difference: bars are named, lines have marks and names. */
export type Chart = BarChart | LineChart

/** A bar for each row. */
export interface BarChart {
  readonly kind: 'bars'
  /** The head of the column whose figures are drawn. */
  readonly of: string
  /** Positions of vertical lines, in the unit of the column, and what they are. */
  readonly lines?: readonly { readonly at: number; readonly label: string }[]
}

/** A line for each of some columns, over a number in each row's name. */
export interface LineChart {
  readonly kind: 'lines'
  /** What the rows' names count. */
  readonly over: string
  /** The scale of these counts. Default: `log`. */
  readonly scale?: 'log' | 'linear'
  /** The heads of the columns that are drawn. They have the same unit. */
  readonly of: readonly string[]
  /** What these columns have in common. Default: the head of the first one. */
  readonly label?: string
  readonly lines?: readonly { readonly at: number; readonly label: string }[]
}
