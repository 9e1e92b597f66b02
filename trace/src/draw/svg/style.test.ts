import { describe, expect, test } from 'vitest'
import { ROOT_CLASS, styleSheet } from './style.ts'

type Color = readonly [red: number, green: number, blue: number]

const sheet = styleSheet()

/** The value of a property in a rule of the style sheet. */
function valueOf(selector: string, property: string): string | undefined {
  for (const [, selectors = '', declarations = ''] of sheet.matchAll(/([^{}]+)\{([^{}]*)\}/gu)) {
    if (!selectors.split(',').some((one) => one.trim() === selector)) continue
    const value = new RegExp(`(?:^|;)${property}:([^;]+)`, 'u').exec(declarations)?.[1]
    if (value !== undefined) return value
  }
  return undefined
}

/** The value of a property of classes in a theme. */
function look(theme: 'light' | 'dark', classes: string, property: string): string {
  const inAny = `.${ROOT_CLASS} ${classes}`
  const value = valueOf(`:root[data-theme=${theme}] ${inAny}`, property) ?? valueOf(inAny, property)
  if (value === undefined) throw new Error(`${classes} has no ${property}`)
  return value
}

const colorOf = (hex: string): Color =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Color

/** Blends a colour over another one, with an opacity. */
const over = (top: Color, bottom: Color, opacity: number): Color =>
  top.map((value, i) => value * opacity + (bottom[i] ?? 0) * (1 - opacity)) as unknown as Color

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(color: Color): number {
  const [red, green, blue] = color.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as unknown as Color
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: Color, b: Color): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

test('contrast is 21 for black on white, and 4.54 for a well-known grey', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21)
  expect(contrast(colorOf('#767676'), [1, 1, 1])).toBeCloseTo(4.54, 2)
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const color = (classes: string, property = 'fill'): Color =>
    colorOf(look(theme, classes, property))
  const paper = color('.paper')
  const ink = color('text')

  test('text is readable on its background', () => {
    expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(color('.faint'), paper)).toBeGreaterThanOrEqual(4.5)
  })

  test('marks and the track of calls in flight are visible', () => {
    expect(contrast(color('.mark', 'stroke'), paper)).toBeGreaterThanOrEqual(3)
    expect(contrast(color('.track', 'stroke'), paper)).toBeGreaterThanOrEqual(3)
  })

  test('counted marks are visible, and the name of a state is readable in its box', () => {
    expect(contrast(color('.counted'), paper)).toBeGreaterThanOrEqual(3)
    expect(contrast(color('.band', 'stroke'), paper)).toBeGreaterThanOrEqual(3)
    const opacity = Number(look(theme, '.band', 'fill-opacity'))
    expect(contrast(ink, over(color('.band'), paper, opacity))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['ok', 'pending', 'aborted', 'http-error', 'network-error'])(
    'a bar of %s is visible, and the names on it are readable',
    (outcome) => {
      const body = color(`.${outcome}`)
      const opacity = Number(look(theme, '.waiting', 'fill-opacity'))
      const waiting = over(body, paper, opacity)
      expect(contrast(body, paper), 'the verdict after it, in its colour').toBeGreaterThanOrEqual(
        4.5,
      )
      expect(contrast(color(`.waiting.${outcome}`, 'stroke'), paper)).toBeGreaterThanOrEqual(3)
      expect(contrast(body, waiting), 'where the body begins').toBeGreaterThanOrEqual(3)
      expect(
        contrast(color(`.line.${outcome}`, 'stroke'), waiting),
        'the queue in it',
      ).toBeGreaterThanOrEqual(3)
      expect(contrast(ink, waiting), 'a name on it').toBeGreaterThanOrEqual(4.5)
      // Over a body, a name has an outline in the colour of the paper.
      expect(color('.on-bar', 'stroke')).toEqual(paper)
    },
  )
})
