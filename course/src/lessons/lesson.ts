/** A lesson, from the name of its folder and the front matter of its README.md and teach.md. */
export interface Lesson {
  /** Two digits, such as `02`. */
  readonly number: string
  /** The name without the number, such as `all-at-once`. */
  readonly name: string
  /** The folder's name, such as `02-all-at-once`. */
  readonly folder: string
  /** Absolute path of the folder. */
  readonly dir: string
  /** Absolute path of its `backstage` folder, for everything that learners don't need. */
  readonly backstage: string
  /** The title. This and the fields below come from the front matter of README.md. */
  readonly title: string
  /** How many minutes the lesson takes; 0 if the README does not say. */
  readonly minutes: number
  /** The part of the course it belongs to, such as `Waiting`. */
  readonly part: string
  /** The names that the exercise has to export. */
  readonly exports: readonly string[]
  /** The lesson in one sentence. This and the next field come from the front matter of teach.md. */
  readonly idea: string
  /** What many people believe before the lesson. */
  readonly misconception: string
  /** A sentence for each missing or wrong field of the front matter. */
  readonly problems: readonly string[]
}
