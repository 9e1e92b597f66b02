import './expect-node.ts'

export { aheadOf } from './ahead.ts'
export { perform } from './perform.ts'
export { present } from './present.ts'
export type {
  Act,
  ActOptions,
  Ahead,
  Ask,
  Demo,
  PerformOptions,
  Question,
  Stage,
  Theory,
} from './stage.ts'
