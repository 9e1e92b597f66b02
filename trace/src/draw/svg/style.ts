interface Palette {
  readonly paper: string
  readonly ink: string
  readonly faint: string
  readonly line: string
  readonly mark: string
  readonly ok: string
  readonly pending: string
  readonly aborted: string
  readonly 'http-error': string
  readonly 'network-error': string
}

// A test checks the contrast that WCAG 2.2 requires: 4.5 for text (1.4.3), including outcomes, and 3 for
// the outline of a bar (1.4.11).
const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#1f2328',
  faint: '#59636e',
  line: '#d1d9e0',
  mark: '#8250df',
  ok: '#1a7f37',
  pending: '#0969da',
  aborted: '#9a6700',
  'http-error': '#cf222e',
  'network-error': '#bf3989',
}

const DARK: Palette = {
  paper: '#0d1117',
  ink: '#e6edf3',
  faint: '#9198a1',
  line: '#3d444d',
  mark: '#bc8cff',
  ok: '#3fb950',
  pending: '#58a6ff',
  aborted: '#d29922',
  'http-error': '#f85149',
  'network-error': '#f778ba',
}

/** The class of the root element. Every rule is below it, so the page's own elements don't change. */
export const ROOT_CLASS = 'overlap-timeline'

const SHAPE = `.${ROOT_CLASS} text{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.${ROOT_CLASS} .title{font-weight:600;font-size:13px}
.${ROOT_CLASS} .end{text-anchor:end}.${ROOT_CLASS} .middle{text-anchor:middle}
.${ROOT_CLASS} .waiting{fill-opacity:.2;stroke-width:1}
.${ROOT_CLASS} .on-bar{paint-order:stroke;stroke-width:3;stroke-linejoin:round}
.${ROOT_CLASS} .queued,.${ROOT_CLASS} .wasted{fill:none;stroke-width:2}
.${ROOT_CLASS} .queued{stroke-dasharray:1.5 3}.${ROOT_CLASS} .wasted{stroke-dasharray:7 3}
.${ROOT_CLASS} .grid,.${ROOT_CLASS} .mark{fill:none;stroke-width:1}.${ROOT_CLASS} .mark{stroke-dasharray:3 3}
.${ROOT_CLASS} .track{fill-opacity:.3;stroke-width:1}
.${ROOT_CLASS} .band{fill-opacity:.2;stroke-width:1}`

/**
 * Makes the style sheet. It is light, or dark if the reader prefers that. `data-theme` on the page's
 * root element or on the drawing overrides the preference. The rules use no CSS variables, because
 * converters to PNG don't support them.
 */
export function styleSheet(): string {
  const by = (theme: string): string[] => [
    `:root[data-theme=${theme}] .${ROOT_CLASS}`,
    `.${ROOT_CLASS}[data-theme=${theme}]`,
  ]
  return [
    SHAPE,
    themed(LIGHT, [`.${ROOT_CLASS}`]),
    `@media(prefers-color-scheme:dark){${themed(DARK, [`.${ROOT_CLASS}`])}}`,
    themed(LIGHT, by('light')),
    themed(DARK, by('dark')),
  ].join('\n')
}

function themed(palette: Palette, roots: readonly string[]): string {
  const rule = (selector: string, declarations: string): string =>
    `${roots.map((root) => `${root} ${selector}`).join(',')}{${declarations}}`
  const { paper, ink, faint, line, mark, ...outcomes } = palette
  return [
    rule('.paper', `fill:${paper}`),
    rule('text', `fill:${ink}`),
    rule('.on-bar', `stroke:${paper}`),
    rule('.faint', `fill:${faint}`),
    rule('.grid', `stroke:${line}`),
    rule('.mark', `stroke:${mark}`),
    rule('.band', `fill:${mark};stroke:${mark}`),
    rule('.counted', `fill:${mark}`),
    rule('.track', `fill:${faint};stroke:${faint}`),
    ...Object.entries(outcomes).flatMap(([outcome, color]) => [
      rule(`.${outcome}`, `fill:${color}`),
      rule(`.line.${outcome}`, `stroke:${color}`),
      rule(`.waiting.${outcome}`, `stroke:${color}`),
    ]),
  ].join('')
}
