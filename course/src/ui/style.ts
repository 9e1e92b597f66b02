import { numberText } from '@overlap/trace'
import { styleText } from 'node:util'

// `styleText` itself respects NO_COLOR and FORCE_COLOR, and checks whether stdout is a terminal.
type Style = Parameters<typeof styleText>[0]
const styled =
  (style: Style) =>
  (text: string): string =>
    styleText(style, text, { stream: process.stdout })

export const bold: (text: string) => string = styled('bold')
export const italic: (text: string) => string = styled('italic')
export const dim: (text: string) => string = styled('dim')
export const green: (text: string) => string = styled('green')
export const red: (text: string) => string = styled('red')
export const yellow: (text: string) => string = styled('yellow')
export const cyan: (text: string) => string = styled('cyan')

/** Indents every line that is not empty. */
export function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by))
}

/** A number, rounded to a whole number: `1640`, `12,500`. */
export function count(value: number): string {
  return numberText(Math.round(value))
}

/** `1 call`, `2 calls`. */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`
}
