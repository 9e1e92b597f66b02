import { cutEnd, oneLine } from '../text.ts'
import { CHAR, MARGIN, textAt } from './document.ts'

/** The height of a line of text, in pixels. */
export const LINE = 16

const TITLE = 22

/** The height that a title takes, in pixels. */
export function titleHeight(title: string): number {
  return title === '' ? 0 : TITLE
}

/** The title above a picture, or as much of it as fits. */
export function titleText(title: string, width: number): string {
  if (title === '') return ''
  const room = Math.floor((width - 2 * MARGIN) / (CHAR * 1.2))
  return textAt(MARGIN, MARGIN + 11, cutEnd(oneLine(title), room, '…'), 'title')
}
