import type { Command } from 'commander'
import type { Section } from './report/report.ts'

/** What was typed after the benchmark's name, and is no flag. */
export interface Words {
  readonly words: readonly string[]
}

/** Tells whoever waits what is being measured, on stderr. */
export type Say = (what: string) => void

/** One of the benchmarks that `npm run bench -- NAME` runs. */
export interface Benchmark<Flags = Words> {
  readonly name: string
  /** What it measures, in a few words, for `--help`. */
  readonly summary: string
  /** Whether every figure is exact, so that the machine doesn't matter. */
  isExact(flags: Flags): boolean
  /** Adds flags of its own. */
  addFlags?(command: Command): void
  /** Sentences that explain all of its tables. */
  intro?(flags: Flags): readonly string[]
  /** Measures. @throws {UsageError} if what was typed cannot be done. */
  measure(flags: Flags, say: Say): Promise<Section[]>
}
