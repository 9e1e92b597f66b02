import { frameOf, type Place } from './source-frame.ts'
import type { Problem } from './verdict.ts'

const advice: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [
    /await.? is only allowed/,
    'Only an async function may await: write `async` in front of the function around this line.',
  ],
  [
    /end of the file|Unexpected end/,
    'A bracket or a brace that was opened is not closed. This is where it was noticed; the cause ' +
      'is before it.',
  ],
  [
    /Unterminated regular expression/,
    'A slash begins a regular expression here. If this is JSX, or an HTML tag, a `.ts` file cannot ' +
      'hold it; a text needs quotation marks.',
  ],
  [/Unterminated/, 'A quotation mark that was opened is not closed.'],
  [/already been declared/, 'One name is declared twice: rename one, or remove it.'],
  [
    /Expected|Unexpected/,
    'Often a bracket, a comma or a brace is missing here or on the line before, or a word is misspelled.',
  ],
]

/** A file that does not parse: where, why, the line itself, and what to do. */
export function syntaxProblem(
  name: string,
  text: string,
  parserSentence: string,
  place: Place,
): Problem {
  const sentence = parserSentence
    .replaceAll('`', "'")
    .replace(/ but found 'EOF'/, ', but found the end of the file')
    .replace(/\.?$/, '.')
  const todo = advice.find(([pattern]) => pattern.test(sentence))?.[1]
  return {
    kind: 'syntax',
    message: [
      `${name} is not valid TypeScript: line ${place.line}, column ${place.column}.`,
      sentence,
      '',
      frameOf(text, place),
      ...(todo === undefined ? [] : ['', todo]),
    ].join('\n'),
  }
}
