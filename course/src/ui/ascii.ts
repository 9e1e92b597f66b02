/** ASCII replacements for the other characters that the course prints. */
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
 * Whether the terminal can show only ASCII: `TERM=dumb` is set, or a locale without UTF-8, such as
 * `LANG=C`. Without a locale, the terminal is assumed to support UTF-8.
 */
export function isAsciiOnly(
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (env['TERM'] === 'dumb') return true
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return locale !== '' && !/utf-?8/i.test(locale)
}

/** Converts a text to ASCII. Letters lose their accents. Characters without a replacement become `?`. */
export function toAscii(text: string): string {
  return (
    text
      .replaceAll(/[^\0-\u007F]/gu, (char) => substitutes[char] ?? char)
      // Block characters, which timelines use for the arrival of a body.
      .replaceAll(/[\u2580-\u259F]/g, '#')
      .normalize('NFKD')
      .replaceAll(/\p{Mark}/gu, '')
      .replaceAll(/[^\0-\u007F]/gu, '?')
  )
}
