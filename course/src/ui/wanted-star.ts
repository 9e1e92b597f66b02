import type { Step, Verdict } from '../answers/verdict.ts'
import { CourseError } from '../errors.ts'
import { hintsByAim, readHints } from '../lessons/hints.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { dim, indent } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { wrap } from './wrap.ts'

/**
 * The star that `--star` names: by its number, or by a part of its title or of
 * its name in the hints, in any case. `undefined` if the
 * answer could not be loaded, because then its steps are not known.
 *
 * @throws {CourseError} with the list of stars if no star or more than one is meant.
 */
export function wantedStar(lesson: Lesson, { steps }: Verdict, wanted: string): Step | undefined {
  if (steps.length === 0) return undefined
  const stars = steps.filter(({ level }) => level === 'further')
  if (stars.length === 0) throw new CourseError(`Lesson ${lesson.number} has no stars.`, 2)
  const words = wanted.trim()
  const found = matches(
    stars.map(({ title }) => title),
    starNames(lesson),
    words.toLowerCase(),
  ).flatMap((index) => stars[index] ?? [])
  const [star] = found
  if (star !== undefined && found.length === 1) return star
  const list = (found.length > 1 ? found : stars).map(
    (star) => `  ${stars.indexOf(star) + 1}. ${star.title}`,
  )
  throw new CourseError(
    [
      found.length > 1
        ? `${found.length} stars of lesson ${lesson.number} have "${words}" in their titles. Use a number:`
        : `Lesson ${lesson.number} has no star "${words}". Use a number, or a part of a title:`,
      ...list,
    ].join('\n'),
    2,
  )
}

/** The names of the stars in the lesson's text and hints. */
function starNames(lesson: Lesson): string[] {
  return hintsByAim(readHints(lesson)).stars.map(({ title }) => title)
}

/** The indices of the stars that are meant. */
function matches(titles: readonly string[], names: readonly string[], words: string): number[] {
  const where = (isMeant: (index: number) => boolean): number[] =>
    [...titles.keys()].filter(isMeant)
  if (words === '') return []
  if (/^\d+$/.test(words)) return where((index) => index + 1 === Number(words))
  const exact = where((index) => names[index]?.toLowerCase() === words)
  if (exact.length > 0) return exact
  return where((index) =>
    [titles[index], names[index]].some((text) => text?.toLowerCase().includes(words)),
  )
}

/** Why the star that `--star` names is not explained. */
export function starNote({ passed }: Verdict, star: Step | undefined): string[] {
  if (star === undefined || (passed && star.state === 'failed')) return []
  const reason = passed
    ? `You have won this star: ${star.title}.`
    : 'The stars are checked once the task passes.'
  return indent(dim(wrap(reason, drawingWidth() - 2))).split('\n')
}
