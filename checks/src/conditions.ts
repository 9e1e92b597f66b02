import type { ImportMap } from './import-maps.ts'

/** The learner's own file is not the repository's to check; `solution` is checked by itself. */
const notCovered = new Set(['default', 'exercise', 'solution'])

/**
 * Sets of conditions under which every answer of every lesson stands for `#lesson` at least once.
 *
 * A set switches on one answer of each lesson, so there are about as many sets as the lesson with
 * the most answers has answers. Lessons may use the same name for an answer: of the conditions in
 * a set, the first in a lesson's own map counts, so an answer waits for another set when a name
 * that stands before it is on.
 */
export function coverConditions(lessons: readonly ImportMap[]): string[][] {
  const waiting = new Map(
    lessons.map((lesson) => [lesson, new Set(lesson.conditions.filter((c) => !notCovered.has(c)))]),
  )
  const left = (lesson: ImportMap): number => waiting.get(lesson)?.size ?? 0
  const sets: string[][] = []
  while (lessons.some((lesson) => left(lesson) > 0)) {
    // Whoever has most to come picks first, and a first pick always stands: each set is progress.
    const picks = pickOneEach(
      lessons.toSorted((a, b) => left(b) - left(a)),
      (lesson) => [...(waiting.get(lesson) ?? []), ...lesson.conditions],
    )
    for (const [lesson, pick] of picks) waiting.get(lesson)?.delete(pick)
    sets.push([...new Set(picks.values())])
  }
  return sets
}

function pickOneEach(
  lessons: readonly ImportMap[],
  wishes: (lesson: ImportMap) => readonly string[],
): Map<ImportMap, string> {
  const picks = new Map<ImportMap, string>()
  for (const lesson of lessons) {
    const pick = wishes(lesson).find(
      (wish) => !notCovered.has(wish) && allStand(new Map([...picks, [lesson, wish]])),
    )
    if (pick !== undefined) picks.set(lesson, pick)
  }
  return picks
}

/** Whether each lesson gets its pick when the picks of all are on. */
function allStand(picks: ReadonlyMap<ImportMap, string>): boolean {
  const on = new Set(picks.values())
  return [...picks].every(([{ conditions }, pick]) => conditions.find((c) => on.has(c)) === pick)
}
