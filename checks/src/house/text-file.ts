/** A text file of the repository. */
export interface TextFile {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
}
