/**
 * Why npm or pnpm failed, as far as its output shows.
 *
 * @typedef {'disk-full' | 'not-writable' | 'outdated-lock' | 'not-published' | 'no-permission'
 *   | 'certificate' | 'no-network' | 'unknown'} Cause
 */

/** The first match counts, because a full disk also breaks connections. @type {[Cause, RegExp][]} */
const signs = [
  ['disk-full', /ENOSPC|EDQUOT|no space left|disk quota|not enough space/iu],
  ['not-writable', /EROFS|EACCES|EPERM|read-only file system|permission denied|access is denied/iu],
  ['outdated-lock', /ERR_PNPM_(?:OUTDATED_LOCKFILE|PACKAGE_MANAGER_NO_IMPORTER|NO_LOCKFILE)/u],
  ['certificate', /CERT_|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|invalid peer certificate/u],
  [
    'no-permission',
    /\bE40[137]\b|\b(?:401|403|407) (?:Unauthorized|Forbidden|Proxy)|FETCH_40[137]/u,
  ],
  ['not-published', /\bE404\b|ETARGET|FETCH_404|NO_MATCHING_VERSION/u],
  [
    'no-network',
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|FetchError|FETCH|network|error sending request/u,
  ],
]

/**
 * @param {string} output - What npm or pnpm printed.
 * @returns {Cause}
 */
export function causeOf(output) {
  return signs.find(([, sign]) => sign.test(output))?.[0] ?? 'unknown'
}

/**
 * The sentence in npm's or pnpm's output that says what happened.
 *
 * @param {string} output
 * @returns {string}
 */
export function lastWord(output) {
  const lines = output.split(/\r?\n/u)
  const last = lines.filter((line) => line.trim() !== '').at(-1)
  return pnpmWord(lines) ?? npmWord(lines) ?? last?.trim() ?? 'nothing'
}

/**
 * pnpm draws a tree of causes, and may break each cause into several lines.
 *
 * @param {string[]} lines
 */
function pnpmWord(lines) {
  const start = lines.findIndex((line) => /^\s*[├╰]─▶/u.test(line))
  if (start === -1) return undefined
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => /^\s*[├╰]─▶|^\s*$|^\s*help:/u.test(line))
  const cause = [lines[start] ?? '', ...rest.slice(0, end === -1 ? rest.length : end)]
  // This line says which manifest differs from the lock file, and how.
  const details = rest.filter((line) => /^\s*\* /u.test(line))
  return [...cause, ...details].map((line) => line.replace(/^[\s│├╰─▶*]+/u, '').trim()).join(' ')
}

/**
 * npm prints facts such as `code E404`, then a sentence, then advice. If it cannot write a file, it prints
 * only a warning.
 *
 * @param {string[]} lines
 */
function npmWord(lines) {
  const sentences = lines
    .map((line) => /^npm (?:error|ERR!) ?(.*)$/u.exec(line)?.[1]?.trim() ?? '')
    .filter((line) => line !== '' && !/^(?:code|syscall|errno|path|dest|at) /u.test(line))
  const unwritten = lines.find((line) => line.includes('TAR_ENTRY_ERROR'))
  return sentences[0] ?? unwritten?.replace(/^npm warn tar /u, '')
}
