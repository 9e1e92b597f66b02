import { isMatcherText } from './plain-words.ts'
import type { Step } from './verdict.ts'

/**
 * The origin of a failed step's message. `named`: a diagnosis of the check. `ours`: another sentence of
 * the course, for example about an error that the answer threw. `raw`: only text of the test runner or
 * the platform, which no learner should see.
 */
export type Voice = 'named' | 'ours' | 'raw'

/** The origin of a failed step's message. */
export function voiceOf({ message = '', diagnosis }: Pick<Step, 'message' | 'diagnosis'>): Voice {
  const words = message.split('\n\n')[0] ?? ''
  if (diagnosis !== undefined) return isSentence(diagnosis) ? 'named' : 'raw'
  return isSentence(words) ? 'ours' : 'raw'
}

// A raw error message begins with the name of the error.
function isSentence(words: string): boolean {
  return !isMatcherText(words) && !/^\w*(?:Error|Exception): /.test(words) && /[.?!)]/.test(words)
}
