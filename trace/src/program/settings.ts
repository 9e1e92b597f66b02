/** How a program is recorded. */
export interface ProgramSettings {
  /** The folder for the journals: a file or two for each thread. */
  readonly dir: string
  /** Keep queries of URLs. Without it, a digest takes the place of each query. */
  readonly withQueries: boolean
  /** Keep headers. Values that may be secret are masked. */
  readonly withHeaders: boolean
  /** About how many calls of each thread to keep. Older ones are dropped and counted. */
  readonly limit: number
}
