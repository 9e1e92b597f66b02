import { oneLine } from './words.ts'

/** What the comment at the head of a wrong answer says. */
export interface WrongAnswerDoc {
  /** What its author believed. */
  readonly belief: string
  /** Title of the step that must catch it. */
  readonly fails: string
  /** Words that the message of that step must contain. */
  readonly diagnosis: string
}

/** Whether an answer's doc comment says `@level task`: it fits the task, and not what goes further. */
export function isForTaskOnly(source: string): boolean {
  return /^\s*\* @level task\s*$/mu.test(source)
}

/** Reads the doc comment of a wrong answer that has a tag, or the first. What is not there is empty. */
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
