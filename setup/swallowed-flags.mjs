import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program's flags, without their dashes, and whether a value follows.
 *
 * @typedef {ReadonlyMap<string, 'alone' | 'with a value'>} Flags
 */

/**
 * Finds flags that npm kept for itself. npm takes every flag before `--` for one of its own, prints a
 * warning that is easy to miss, and runs the script without the flag. `--latency 200` arrives as the
 * argument `200` and a setting `latency` that is true. `--latency=200` arrives only as a setting.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} words - The program's arguments.
 * @param {Flags} known - The program's flags.
 * @returns {string | undefined} What to type instead; `undefined` if no flag is missing.
 */
export function swallowedFlagsMessage(env, words, known) {
  const script = env['npm_lifecycle_event']
  const isFromNpm = env['npm_config_user_agent']?.startsWith('npm/') === true
  if (!isFromNpm || script === undefined) return undefined
  const settings = settingsInFiles(env)
  const flags = [...known.keys()].filter((flag) => valueOf(env, flag) && !settings.has(flag))
  if (flags.length === 0) return undefined
  const typed = words.slice(wordsOf(env['npm_lifecycle_script']))
  return [
    `npm kept ${flags.map((flag) => `--${flag}`).join(' and ')} for itself.`,
    'Put two dashes before them:',
    `  ${rightForm(script, typed, flags)}`,
  ].join('\n')

  /**
   * @param {string} name
   * @param {readonly string[]} given
   * @param {readonly string[]} kept
   */
  function rightForm(name, given, kept) {
    const takesValue = (/** @type {string} */ flag) => known.get(flag) === 'with a value'
    const apart = kept.filter((flag) => takesValue(flag) && valueOf(env, flag) === 'true')
    const others = given.slice(0, Math.max(0, given.length - apart.length))
    const values = given.slice(others.length)
    /** @param {string} flag */
    const withValue = (flag) => {
      if (!takesValue(flag)) return `--${flag}`
      if (!apart.includes(flag)) return `--${flag} ${quoted(valueOf(env, flag) ?? '')}`
      // With several values we cannot know which value belongs to which flag.
      return `--${flag} ${apart.length === 1 ? quoted(values[0] ?? '...') : '...'}`
    }
    const command = name === 'start' ? ['npm', 'start'] : ['npm', 'run', name]
    const flags = ['--', ...kept.map(withValue)]
    const words = others.map(quoted)
    // What follows the program of `trace` belongs to that program.
    return [...command, ...(name === 'trace' ? [...flags, ...words] : [...words, ...flags])].join(
      ' ',
    )
  }
}

/**
 * npm's setting of this name, or of a name that npm completed: `--token` becomes `token-description`.
 * A setting that is off is an empty text.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} flag
 */
function valueOf(env, flag) {
  const name = `npm_config_${flag.replaceAll('-', '_')}`
  const completed = Object.keys(env).find((key) => key.startsWith(`${name}_`))
  return env[name] ?? (completed && env[completed])
}

/**
 * The names of the settings in npm's files, such as `json=true`. Nobody typed these as flags.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function settingsInFiles(env) {
  const { npm_config_userconfig: user, npm_config_globalconfig: machine } = env
  const folder = env['npm_config_local_prefix']
  const files = [user, machine, folder && join(folder, '.npmrc')]
  return new Set(
    files.flatMap((file) => {
      const lines = file ? textOf(file).matchAll(/^\s*([\w-]+)\s*(?:=|$)/gmu) : []
      return [...lines].map(([, name]) => name)
    }),
  )
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * How many of a program's arguments come from the script in package.json instead of the keyboard.
 *
 * @param {string} [text]
 */
function wordsOf(text = '') {
  const words = text.split(' ')
  const launcher = words.findIndex((word) => word.endsWith('run.mjs'))
  return Math.max(0, words.length - launcher - 2)
}

/** @param {string} word */
function quoted(word) {
  return /^[\w.,:%=/-]+$/u.test(word) ? word : `'${word}'`
}
