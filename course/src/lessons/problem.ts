import { splitFrontMatter } from './front-matter.ts'

/**
 * The problem that a lesson is about, in short: the first paragraph under "The problem" of its README.
 * `''` if there is no such section.
 */
export function problemOf(readme: string): string {
  const [first = ''] = sectionOf(readme, 'The problem').split(/\r?\n\s*\r?\n/)
  return first
}

/** What a README says under a heading of the second level, without the heading. `''` without such a section. */
export function sectionOf(readme: string, title: string): string {
  const { body } = splitFrontMatter(readme)
  const sections = body.split(/^## /m).slice(1)
  const section = sections.find((text) => text.split(/\r?\n/, 1)[0]?.trim() === title)
  return section?.slice(section.indexOf('\n')).trim() ?? ''
}
