// The parts of a lesson. Every name and limit that the gate requires is defined here.

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

/** The name of the README section and the group of steps beyond the task. Each step is a star. */
export const furtherSection = 'Go further'

/** Maximum number of columns of a line of code in a lesson's texts. */
export const mostFenceColumns = 76

/** Maximum number of words in "Your task". */
export const mostTaskWords = 120

/** Minimum and maximum number of steps in the task. */
export const taskSteps = { least: 2, most: 4 } as const

/** Minimum and maximum number of stars in "Go further". */
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

/** Minimum number of wrong answers. Fewer would prove little about the check. */
export const fewestWrongAnswers = 4

/** Minimum number of hints: a question, a pointer, nearly the answer, and the stars. */
export const fewestHints = 4

/** Minimum number of questions in "Explain it", each with its answer. */
export const fewestQuestions = 2

/** Maximum number of questions that a demo asks. */
export const mostPredictions = 3

/** Minimum and maximum number of lines of code above the picture of an act. */
export const fewestCodeLines = 3
export const mostCodeLines = 8

/** The code is indented by two columns, and a terminal has 80. */
export const mostCodeColumns = 78

/**
 * Maximum length of the problem's first paragraph, which `course run` prints first: about six lines
 * of 80 columns.
 */
export const mostProblemLetters = 480
