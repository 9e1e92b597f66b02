/**
 * The course's flags. npm takes any flag before `--` for one of its own, says so in a warning that is
 * easy to miss, and runs the script without it.
 *
 * @type {Readonly<Record<string, 'alone' | 'with a value'>>}
 */
export const courseFlags = {
  all: 'alone',
  anyway: 'alone',
  fail: 'with a value',
  har: 'with a value',
  json: 'alone',
  latency: 'with a value',
  network: 'with a value',
  predict: 'with a value',
  seed: 'with a value',
  svg: 'with a value',
  trace: 'with a value',
  virtual: 'alone',
  watch: 'alone',
}

/**
 * Finds flags that npm kept to itself. npm 8 to 11 hand over `--latency 200` as the argument `200`
 * and a setting `latency` that is true, and `--latency=200` as the setting alone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args - What `run.mjs` was started with: the program, then its arguments.
 * @returns {string | undefined} What to type instead; nothing where no flag is missing.
 */
export function swallowedFlagsMessage(env, args) {
  const script = env['npm_lifecycle_event']
  const byNpm = env['npm_config_user_agent']?.startsWith('npm/') === true
  if (!byNpm || script === undefined || args[0] !== 'course') return undefined
  const flags = Object.keys(courseFlags).filter((flag) => env[`npm_config_${flag}`])
  if (flags.length === 0) return undefined
  const typed = args.slice(wordsOf(env['npm_lifecycle_script']))
  return [
    `npm kept ${flags.map((flag) => `--${flag}`).join(' and ')} to itself.`,
    'Flags for the course stand after two dashes of their own:',
    `  ${rightForm(script, typed, env, flags)}`,
  ].join('\n')
}

/**
 * How many of the arguments come from the script in package.json, and were not typed.
 *
 * @param {string} [text]
 */
function wordsOf(text = '') {
  const words = text.split(' ')
  return words.length - 1 - words.findIndex((word) => word.endsWith('run.mjs'))
}

/**
 * @param {string} script
 * @param {readonly string[]} typed
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} flags
 */
function rightForm(script, typed, env, flags) {
  const apart = flags.filter(
    (flag) => courseFlags[flag] !== 'alone' && env[`npm_config_${flag}`] === 'true',
  )
  const others = typed.slice(0, Math.max(0, typed.length - apart.length))
  const values = typed.slice(others.length)
  /** @param {string} flag */
  const withValue = (flag) => {
    if (courseFlags[flag] === 'alone') return `--${flag}`
    if (!apart.includes(flag)) return `--${flag} ${quoted(env[`npm_config_${flag}`] ?? '')}`
    // With several values it cannot be known which belongs to which flag.
    return `--${flag} ${apart.length === 1 ? quoted(values[0] ?? '…') : '…'}`
  }
  const command = script === 'start' ? ['npm', 'start'] : ['npm', 'run', script]
  return [...command, ...others.map(quoted), '--', ...flags.map(withValue)].join(' ')
}

/** @param {string} word */
function quoted(word) {
  return /^[\w.,:%=/…-]+$/u.test(word) ? word : `'${word}'`
}
