import './expect-node.ts'

export { aheadOf } from './ahead.ts'
export { codeOf } from './code-of.ts'
export { canRedraw, liveScreen, type LiveScreen, type Terminal } from './live-screen.ts'
export { perform } from './perform.ts'
export { present } from './present.ts'
export { svgOf } from './svg-of.ts'
export type {
  Act,
  ActOptions,
  Ahead,
  Ask,
  CountsPicture,
  Demo,
  PerformOptions,
  Picture,
  Question,
  Shown,
  Stage,
  Theory,
} from './stage.ts'
