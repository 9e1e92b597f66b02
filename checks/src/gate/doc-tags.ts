import { oneLine } from './words.ts'

/** The contents of the comment at the top of a wrong answer. */
export interface WrongAnswerDoc {
  /** What its author believed. */
  readonly belief: string
  /** Title of the step that must catch it. */
  readonly fails: string
  /** Words that the message of that step must contain. */
  readonly diagnosis: string
}

/** Whether an answer's doc comment says `@level task`: it solves the task, but not the stars. */
export function isForTaskOnly(source: string): boolean {
  return /^\s*\* @level task\s*$/mu.test(source)
}

/**
 * Reads a wrong answer's first doc comment with a tag, or else its first one. Missing parts are
 * empty.
 */
export function readDocTags(source: string): WrongAnswerDoc {
  const comments = [...source.matchAll(/\/\*\*(?<body>.*?)\*\//gsu)].map(
    ({ groups }) => groups?.['body'] ?? '',
  )
  const comment = comments.find((body) => /@(?:fails|diagnosis)\b/u.test(body)) ?? comments[0] ?? ''
  const [belief = '', ...tags] = comment
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*\*? ?/u, ''))
    .join('\n')
    .split(/^@/mu)
  const tag = (name: string): string =>
    oneLine(tags.find((text) => text.startsWith(`${name} `))?.slice(name.length) ?? '')
  return { belief: oneLine(belief), fails: tag('fails'), diagnosis: tag('diagnosis') }
}
