/** One lesson folder, as its name and the front matter of its README describe it. */
export interface Lesson {
  /** Two digits, such as `02`. */
  readonly number: string
  /** Without the number, such as `all-at-once`. */
  readonly name: string
  /** Both, such as `02-all-at-once`: the folder's name. */
  readonly folder: string
  /** Absolute path of the folder. */
  readonly dir: string
  /** Absolute path of the folder inside it that holds what a learner doesn't need: `backstage`. */
  readonly backstage: string
  /** What the README's front matter says; a part that is missing is in `problems`. */
  readonly title: string
  /** The lesson in one sentence. */
  readonly idea: string
  /** What many people believe before it. */
  readonly misconception: string
  /** How long it takes, in minutes; 0 when the README does not say. */
  readonly minutes: number
  /** The part of the course it belongs to, such as `Waiting`. */
  readonly part: string
  /** The names that the exercise has to export. */
  readonly exports: readonly string[]
  /** What is wrong with the front matter, one sentence each; empty when it is complete. */
  readonly problems: readonly string[]
}
