import './expect-node.ts'

export { perform } from './perform.ts'
export { present } from './present.ts'
export type { Act, Demo, PerformOptions, Question, Stage, Theory } from './stage.ts'
