/** A pattern for a matcher's message, and the sentence for it. The groups of the pattern are its parts. */
type Rule = readonly [pattern: RegExp, sentence: (...parts: string[]) => string]

const but = (wanted: string, seen: string): string => `Expected ${wanted}, but got ${seen}.`

const compared: Readonly<Record<string, string>> = {
  'greater than or equal to': 'at least',
  'less than or equal to': 'at most',
  'greater than': 'more than',
  'less than': 'less than',
}

/** The messages of chai's and Vitest's matchers. The first rule that matches applies. */
const rules: readonly Rule[] = [
  [
    /^promise resolved "(.*)" instead of rejecting$/,
    (seen) => but('a rejection', `the result ${seen}`),
  ],
  [
    /^promise rejected "(.*)" instead of resolving$/,
    (seen) => but('a result', `the rejection ${seen}`),
  ],
  [
    /^expected (.+) to have a length of (\S+) but got (\S+)$/,
    (list, wanted, seen) => `Expected ${items(wanted)}, but got ${seen}: ${list}.`,
  ],
  [
    /^expected (.+) to have (?:deep )?property (\S+) with value (.+)$/,
    (seen, name, wanted) => but(`${unquoted(name)} to be ${wanted}`, seen),
  ],
  [
    /^expected (.+) to have (?:deep )?property (\S+) of (.+), but got (.+)$/,
    (_, name, wanted, seen) => but(`${unquoted(name)} to be ${wanted}`, seen),
  ],
  [
    /^expected (.+) to have (?:deep )?property (\S+)$/,
    (seen, name) => but(`a value with ${unquoted(name)}`, seen),
  ],
  [
    /^expected (.+) to be an instance of (.+)$/,
    (seen, wanted) => but(`an instance of ${wanted}`, seen),
  ],
  [
    /^expected (.+) to be (greater than or equal to|less than or equal to|greater than|less than) (.+)$/,
    (seen, how, wanted) => but(`${compared[how] ?? how} ${wanted}`, seen),
  ],
  [
    /^expected (.+) to not (?:be|deeply equal|strictly equal) (.+)$/,
    (seen, other) => but(`anything but ${other}`, seen),
  ],
  [
    /^expected (.+) not to (?:be|deeply equal|strictly equal) (.+)$/,
    (seen, other) => but(`anything but ${other}`, seen),
  ],
  [
    /^expected (.+) to (?:contain|include) (.+)$/,
    (seen, wanted) => but(`a value that contains ${wanted}`, seen),
  ],
  [/^expected (.+) to match object (.+)$/, (seen, wanted) => but(wanted, seen)],
  [/^expected (.+) to match (.+)$/, (seen, wanted) => but(`a text that matches ${wanted}`, seen)],
  [
    /^expected .+ to throw error (?:including|matching) (.+) but got (.+)$/,
    (wanted, seen) => but(`an error with ${wanted}`, seen),
  ],
  [
    /^expected .+ to throw (.+), but it didn't$/,
    (wanted) =>
      `Expected ${wanted === 'an error' ? wanted : `the error ${wanted}`}, but nothing was thrown.`,
  ],
  [/^expected .+ to throw (?:an error|.*)$/, () => 'Expected an error, but nothing was thrown.'],
  [/^expected (.+) to be (truthy|falsy)$/, (seen, wanted) => but(`a ${wanted} value`, seen)],
  [/^expected (.+) to be (.+)$/, (seen, wanted) => but(wanted, seen)],
  [
    /^expected (.+) to (?:deeply |strictly |loosely |deep )?equal (.+)$/,
    (seen, wanted) => but(wanted, seen),
  ],
]

/**
 * Rewrites an assertion's message as a sentence for learners. If the check passed its own message to the
 * assertion, that comes first.
 *
 * @param values The compared values, used if no rule matches the message.
 */
export function plainWords(message: string, { expected, actual }: Values = {}): string {
  const line = message
    .replace(/ \/\/ Object\.is equality$/, '')
    .replaceAll(/(?<![\w.])\+0(?![\w.])/g, '0')
  const [, own = '', said = ''] = /^(?:(.*?): )?((?:expected|promise) [^]*)$/.exec(line) ?? []
  for (const [pattern, sentence] of rules) {
    const parts = pattern.exec(said.replaceAll(/\s*\n\s*/g, ' '))
    if (parts) return prefixed(own, sentence(...parts.slice(1)))
  }
  // The message is already a sentence, from the check or from one of our own matchers.
  if (!isMatcherText(line)) return line
  const isShort = [expected, actual].every((value) => value !== undefined && value.length < 80)
  return prefixed(own, isShort ? but(expected!, actual!) : notAsTitled)
}

const notAsTitled = "Your code does not do what this step's title says."

/** The values that an assertion compared, as text. */
interface Values {
  readonly expected?: string | undefined
  readonly actual?: string | undefined
}

/** Whether a text contains a matcher's raw message, which learners should not see. */
export function isMatcherText(text: string): boolean {
  return (
    /\bexpected\s[^]*?\s(?:not )?to (?:be|deeply|strictly|loosely|deep|equal|have|contain|include|match|throw|not|satisfy|eventually)\b/.test(
      text,
    ) ||
    /\bpromise (?:resolved|rejected) "[^]*" instead of|Object\.is equality|\bexpect\(received\)|\bAssertionError\b/.test(
      text,
    )
  )
}

function prefixed(own: string, sentence: string): string {
  if (own === '') return sentence
  return `${own[0]?.toUpperCase()}${own.slice(1)}. ${sentence}`
}

function items(count: string): string {
  return count === '1' ? '1 item' : `${count} items`
}

function unquoted(name: string): string {
  return `\`${name.replaceAll(/^["']|["']$/g, '')}\``
}
