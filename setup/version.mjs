/**
 * Reads the major number of a version such as `v26.10.0`, also in a line that says more than that.
 *
 * @param {string} text
 * @returns {number | undefined} `undefined` where there is no version.
 */
export function majorOf(text) {
  const match = /(?:^|[^\d.])(\d{1,4})\.\d+\.\d+/u.exec(text)
  return match?.[1] === undefined ? undefined : Number(match[1])
}
