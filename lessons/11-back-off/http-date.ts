const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const time = '(?<time>\\d\\d:\\d\\d:\\d\\d)'
const month = `(?<month>${months.join('|')})`

/** The three forms of a date that a recipient must accept (RFC 9110, section 5.6.7). */
const forms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  `\\w{3}, (?<day>\\d\\d) ${month} (?<year>\\d{4}) ${time} GMT`,
  // Sunday, 06-Nov-94 08:49:37 GMT
  `\\w{6,9}, (?<day>\\d\\d)-${month}-(?<year>\\d\\d) ${time} GMT`,
  // Sun Nov  6 08:49:37 1994
  `\\w{3} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'u'))

/**
 * Reads an HTTP date. Don't use `Date.parse`: it reads "1.5" as a day in January 2001, and a date
 * without GMT as one in the local time zone.
 *
 * @param nowMs - the current time in ms since 1970. A two-digit year is read as the nearest year that ends in those digits
 * @returns ms since 1970, or `undefined` if the text isn't an HTTP date.
 */
export function httpDateMs(text: string, nowMs: number): number | undefined {
  const { groups } = forms.map((form) => form.exec(text)).find((match) => match !== null) ?? {}
  if (groups === undefined) return undefined
  const { day = '', month = '', year = '', time = '' } = groups
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  // 60 is a leap second.
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined
  const fullYear = year.length === 2 ? nearYear(Number(year), nowMs) : Number(year)
  const date = new Date(0)
  date.setUTCFullYear(fullYear, months.indexOf(month), Number(day))
  // `Date` turns 31 February into a day in March.
  if (date.getUTCDate() !== Number(day)) return undefined
  return date.setUTCHours(hours, minutes, seconds)
}

/** A two-digit year is at most 50 years ahead. */
function nearYear(twoDigits: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + twoDigits
  if (year > thisYear + 50) return year - 100
  return year <= thisYear - 50 ? year + 100 : year
}
