import { toWrite } from '../new-lesson/new-lesson.ts'
import { type Claim, claim } from './claim.ts'
import { checkAnswerFiles } from './check-answer-files.ts'
import { checkCheck } from './check-check.ts'
import { checkManifest } from './check-manifest.ts'
import { checkFrontMatter, checkHints, checkReadme, checkTeach } from './check-prose.ts'
import { allCode, type LessonFiles } from './lesson-files.ts'

/** Checks that a lesson has all its parts, and names each missing one. */
export function checkAnatomy(files: LessonFiles): Claim[] {
  return [
    checkFrontMatter(files),
    ...checkReadme(files),
    ...checkManifest(files),
    claim(files.demo !== '', 'demo.ts is missing'),
    ...checkAnswerFiles(files),
    ...checkCheck(files),
    ...checkHints(files),
    ...checkTeach(files),
  ]
}

/** Checks that the author has replaced every placeholder of a new lesson. */
export function checkWritten(files: LessonFiles): Claim[] {
  const texts = [
    ['README.md', files.readme] as const,
    ...allCode(files),
    ['hints.md', files.hints] as const,
    ['backstage/teach.md', files.teach] as const,
  ]
  const left = texts.filter(([, text]) => text.includes(toWrite)).map(([file]) => file)
  return [claim(left.length === 0, `still to write: ${left.join(', ')} (look for ${toWrite})`)]
}
