import { splitFrontMatter } from './front-matter.ts'

/** The first paragraph of the section "The problem" in a README; `''` if there is no such section. */
export function problemOf(readme: string): string {
  const [first = ''] = sectionOf(readme, 'The problem').split(/\r?\n\s*\r?\n/)
  return first
}

/** The text below a `## ` heading of a README, without the heading; `''` if there is no such heading. */
export function sectionOf(readme: string, title: string): string {
  const { body } = splitFrontMatter(readme)
  const sections = body.split(/^## /m).slice(1)
  const section = sections.find((text) => text.split(/\r?\n/, 1)[0]?.trim() === title)
  return section?.slice(section.indexOf('\n')).trim() ?? ''
}
