/**
 * Whether a version such as `v26.10.0` is a given one or newer.
 *
 * @param {string} text - Output of a program; it may hold more than the version.
 * @param {string} oldest - Such as `24.18.0`.
 */
export function isAtLeast(text, oldest) {
  const version = versionIn(text)
  if (version === undefined) return false
  const differing = partsOf(oldest).map((part, index) => (version[index] ?? 0) - part)
  return (differing.find((difference) => difference !== 0) ?? 0) >= 0
}

/**
 * @param {string} text
 * @returns {number | undefined} The major number; `undefined` if the text has no version.
 */
export function majorOf(text) {
  return versionIn(text)?.[0]
}

/** @param {string} text */
function versionIn(text) {
  const match = /(?:^|[^\d.])(\d{1,4}\.\d+\.\d+)/u.exec(text)
  return match?.[1] === undefined ? undefined : partsOf(match[1])
}

/** @param {string} version */
function partsOf(version) {
  return version.split('.').map(Number)
}
