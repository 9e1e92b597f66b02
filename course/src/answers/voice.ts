import { isMatcherText } from './plain-words.ts'
import type { Step } from './verdict.ts'

/**
 * Who speaks in the message of a failed step. `named`: the check names what it saw, as a diagnosis.
 * `ours`: another sentence of the course, such as one about an error that was thrown. `raw`: words of
 * the test runner or of the platform alone, which no learner should read.
 */
export type Voice = 'named' | 'ours' | 'raw'

/** Who speaks in the message of a failed step. */
export function voiceOf({ message = '', diagnosis }: Pick<Step, 'message' | 'diagnosis'>): Voice {
  const words = message.split('\n\n')[0] ?? ''
  if (diagnosis !== undefined) return isSentence(diagnosis) ? 'named' : 'raw'
  return isSentence(words) ? 'ours' : 'raw'
}

// An error without a sentence around it begins with its name.
function isSentence(words: string): boolean {
  return !isMatcherText(words) && !/^\w*(?:Error|Exception): /.test(words) && /[.?!)]/.test(words)
}
