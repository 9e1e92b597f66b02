/** How many times as long one thing takes as another one. Things that take no time take as long as each other. */
export function timesOf(ms: number, otherMs: number): number {
  return ms === otherMs ? 1 : ms / otherMs
}
