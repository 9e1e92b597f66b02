import { splitFrontMatter } from './front-matter.ts'

/**
 * The problem that a lesson is about, in short: the first paragraph under "The problem" of its README.
 * `''` if there is none.
 */
export function problemOf(readme: string): string {
  const { body } = splitFrontMatter(readme)
  const [, below = ''] = body.split(/^## The problem\s*$/m)
  return (
    below
      .trim()
      .split(/\r?\n\s*\r?\n/)[0]
      ?.replace(/^#.*/s, '') ?? ''
  )
}
