/** Replacements for the characters that the course prints and ASCII lacks. */
const substitutes: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '★': '*',
  '☆': 'o',
  '◐': '~',
  '○': 'o',
  '·': '-',
  '✕': 'x',
  '│': '|',
  '┊': ':',
  '─': '-',
  '━': '-',
  '╺': '-',
  '╸': '-',
  '╌': '/',
  '├': '+',
  '┬': '+',
  '┼': '+',
  '┤': '+',
  '▾': 'v',
  '▸': '>',
  '‹': '<',
  '›': '>',
  '≡': '=',
  '…': '...',
  '–': '-',
  '—': '-',
  '×': 'x',
  '→': '->',
  '≤': '<=',
  '≥': '>=',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
}

/**
 * Whether the terminal can show ASCII only: it says so by `TERM=dumb`, or the locale is one without
 * UTF-8, such as `LANG=C`. Without a locale it is taken to show everything.
 */
export function isAsciiOnly(
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (env['TERM'] === 'dumb') return true
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return locale !== '' && !/utf-?8/i.test(locale)
}

/** The text in ASCII: other letters lose their accents, and what has no likeness becomes `?`. */
export function toAscii(text: string): string {
  return (
    text
      .replaceAll(/[^\0-\u007F]/gu, (char) => substitutes[char] ?? char)
      // Blocks: what a timeline draws of a body that arrives.
      .replaceAll(/[\u2580-\u259F]/g, '#')
      .normalize('NFKD')
      .replaceAll(/\p{Mark}/gu, '')
      .replaceAll(/[^\0-\u007F]/gu, '?')
  )
}
