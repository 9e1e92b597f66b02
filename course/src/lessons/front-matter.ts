import * as v from 'valibot'
import { parse } from 'yaml'

/** A README, split into the data of its front matter and the text below. */
export interface Document {
  readonly data: unknown
  readonly body: string
}

const sentence = v.pipe(v.string('must be text'), v.trim(), v.nonEmpty('must not be empty'))

/** The front matter of a lesson's README.md. A learner reads it first, so it answers nothing. */
export const readmeFields = v.object({
  title: sentence,
  minutes: v.pipe(
    v.number('must be a number of minutes'),
    v.integer('must be a whole number'),
    v.minValue(1, 'must be 1 or more'),
  ),
  part: sentence,
  exports: v.pipe(
    v.array(sentence, 'must be a list of the names that the exercise exports'),
    v.minLength(1, 'must name at least one export'),
  ),
})

/** The front matter of a lesson's backstage/teach.md. */
export const teachFields = v.object({ idea: sentence, misconception: sentence })

/**
 * Splits a Markdown file at its `---` fences. Text without front matter has `data: {}`.
 *
 * @throws {YAMLParseError} if the front matter is not YAML.
 */
export function splitFrontMatter(text: string): Document {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text)
  if (!match) return { data: {}, body: text }
  return { data: parse(match[1] ?? '') ?? {}, body: text.slice(match[0].length) }
}

type Fields<T> = v.GenericSchema<unknown, T> & { readonly entries: v.ObjectEntries }

/** Reads the valid fields of the front matter. `problems` has a sentence for each missing or wrong field. */
export function readFrontMatter<T>(
  text: string,
  fields: Fields<T>,
): { values: Partial<T>; problems: string[] } {
  let data: unknown
  try {
    data = splitFrontMatter(text).data
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { values: {}, problems: [`front matter is not YAML: ${reason}`] }
  }
  const result = v.safeParse(fields, data)
  if (result.success) return { values: result.output, problems: [] }
  const wrong = new Set(result.issues.map(keyOf))
  const given: object = typeof data === 'object' && data !== null ? data : {}
  return {
    values: Object.fromEntries(
      Object.entries(given).filter(([key]) => key in fields.entries && !wrong.has(key)),
    ) as Partial<T>,
    problems: result.issues.map((issue) => {
      const key = keyOf(issue)
      return key in given ? `${key}: ${issue.message}` : `${key}: is missing`
    }),
  }
}

function keyOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue)?.split('.')[0] ?? 'front matter'
}
