/** A point at which more than one thing can happen next. */
export interface Choice {
  /** What can happen, in words. */
  readonly options: readonly string[]
  /** Which of them did. */
  readonly taken: number
}

/** The choices as a text, such as `1.0.2`. */
export function formatSchedule(choices: readonly Choice[]): string {
  const last = choices.findLastIndex(({ taken }) => taken > 0)
  return last < 0
    ? '0'
    : choices
        .slice(0, last + 1)
        .map(({ taken }) => taken)
        .join('.')
}

/**
 * Reads a schedule.
 *
 * @throws {RangeError} if it isn't whole numbers with dots between them.
 */
export function parseSchedule(schedule: string): number[] {
  if (!/^\d{1,9}(\.\d{1,9})*$/.test(schedule)) {
    throw new RangeError(
      'Cannot explore: schedule must be whole numbers with dots between them, such as 1.0.2, ' +
        `got ${JSON.stringify(schedule)}`,
    )
  }
  return schedule.split('.').map(Number)
}

/** How many choices differ from the order in which the calls were sent. */
export function deviations(choices: readonly Choice[]): number {
  return choices.filter(({ taken }) => taken > 0).length
}
