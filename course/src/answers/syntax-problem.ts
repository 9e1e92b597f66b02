import { frameOf, type Place } from './source-frame.ts'
import type { Problem } from './verdict.ts'

const advice: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [
    /await.? is only allowed/,
    'Only an async function can use await, and the function around this line is not one. If that is your ' +
      'own function, write `async` in front of it. If it is a callback, for example of `forEach`, a ' +
      '`for` loop needs no callback.',
  ],
  [
    /end of the file|Unexpected end/,
    'A bracket or a brace was opened and never closed. The parser notices it here, but the cause ' +
      'is somewhere above.',
  ],
  [
    /Unterminated regular expression/,
    'A slash starts a regular expression here. If this is JSX or an HTML tag, a `.ts` file cannot ' +
      'contain it. If it is text, put it in quotation marks.',
  ],
  [/Unterminated/, 'A quotation mark was opened and never closed.'],
  [
    /already been declared/,
    'The same name is declared twice: rename one of the two, or remove it.',
  ],
  [
    /Expected|Unexpected/,
    'Often a bracket, a comma or a brace is missing here or on the line before, or a word is misspelled.',
  ],
]

/** The problem of a file that does not parse: the position, the reason, the line itself, and advice. */
export function syntaxProblem(
  name: string,
  text: string,
  parserSentence: string,
  place: Place,
  width?: number,
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
      frameOf(text, place, width),
      ...(todo === undefined ? [] : ['', todo]),
    ].join('\n'),
  }
}
