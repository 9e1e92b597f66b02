/** The flags of `course serve`. */
export interface ServeFlags {
  readonly port: number
  readonly host: string
  readonly network?: NamedNetwork
  readonly seed?: number
  readonly token?: string
}

/** A network as it was asked for, and as what. */
export interface NamedNetwork {
  /** The file or the preset. */
  readonly name: string
  readonly description: unknown
}
