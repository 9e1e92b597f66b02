// What a lesson is made of: the one place for every name that the gate asks for.

/** The second-level headings of a lesson's README.md, in this order. */
export const readmeSections: readonly string[] = [
  'The problem',
  'Predict',
  'Run it',
  'The idea',
  'Your task',
  'Go further',
  'In production, use …',
  'Explain it',
  'Coming from asyncio',
]

/** The section, and the group of the check, that go beyond the task: a star for each step. */
export const furtherSection = 'Go further'

/** The most columns of a line of code in a lesson's texts. */
export const mostFenceColumns = 76

/** The most words of "Your task". */
export const mostTaskWords = 120

/** Steps of the task, at least and at most. */
export const taskSteps = { least: 2, most: 4 } as const

/** Stars of "Go further", at least and at most. */
export const stars = { least: 2, most: 4 } as const

/** The second-level headings of a lesson's teach.md, in this order. */
export const teachSections: readonly string[] = [
  'Minutes',
  'Opening question',
  'Show',
  'What goes wrong',
  'Discuss',
]

/** What a check may import besides the Node built-ins that the front matter lists: a check also
 * runs in a browser page. */
export const checkImports: readonly string[] = [
  'vitest',
  '#lesson',
  '@overlap/trace',
  '@overlap/mock-server',
  '@overlap/scenarios',
]

/** Fewer plausible wrong answers than this, and the check is not known to tell them apart. */
export const fewestWrongAnswers = 4

/** A question, a pointer, nearly the answer. */
export const fewestHints = 3

/** "Explain it" asks at least so many questions, each with its answer. */
export const fewestQuestions = 2

/** A demo asks at most so many questions. */
export const mostPredictions = 3

/** The code of an act stands above its picture: at least so many lines, and at most so many. */
export const fewestCodeLines = 3
export const mostCodeLines = 8

/** The code is indented by two columns, and a terminal has 80. */
export const mostCodeColumns = 78

/** `course run` begins with the first paragraph of the problem: at most about six lines of 80 columns. */
export const mostProblemLetters = 480
