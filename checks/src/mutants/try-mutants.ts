import {
  passesAll,
  type AnswerRequest,
  type AnswerRunner,
  type Lesson,
  type RunOptions,
  type Verdict,
} from '@overlap/course'
import { endlessLoop, guardLoops } from './guard-loops.ts'
import type { Mutant } from './mutant.ts'
import type { StepsFor } from './steps-that-reach.ts'

/**
 * The fate of a mutant: it passed the check, or it failed with a diagnosis, with another message,
 * or because it never ended.
 */
export type Fate = 'survived' | 'named' | 'unnamed' | 'endless'

/** A mutant, and the result of its lesson's check. */
export interface TriedMutant {
  readonly mutant: Mutant
  readonly fate: Fate
  /** The title of the step that failed first, if one did. */
  readonly step?: string
  /** The message that a learner would see, without pictures. */
  readonly message: string
}

/** Runs each mutant of a lesson's solution through the lesson's check. */
export async function tryMutants(
  lesson: Lesson,
  mutants: readonly Mutant[],
  runner: AnswerRunner,
  options: RunOptions = {},
  stepsFor: StepsFor = () => undefined,
): Promise<TriedMutant[]> {
  const requests = new Map<Mutant, AnswerRequest>()
  for (const mutant of mutants) {
    const steps = stepsFor(mutant)
    const text = guardLoops(mutant.text)
    if (steps?.length === 0) continue
    requests.set(mutant, {
      lesson: lesson.folder,
      answer: 'solution',
      text,
      ...(steps && { steps }),
    })
  }
  const verdicts = await runner.run([...requests.values()], options)
  const fates = new Map([...requests.keys()].map((mutant, i) => [mutant, fateOf(verdicts[i]!)]))
  return mutants.map((mutant) => ({ mutant, ...(fates.get(mutant) ?? survived) }))
}

const survived = { fate: 'survived', message: '' } as const

function fateOf(verdict: Verdict): Omit<TriedMutant, 'mutant'> {
  const { steps, problem } = verdict
  if (passesAll(verdict)) return survived
  if (problem?.kind === 'syntax') throw new Error(`A mutant cannot be parsed. ${problem.message}`)
  const failed = steps.find(({ state }) => state === 'failed')
  const whole = failed?.message ?? problem?.message ?? ''
  const isEndless =
    problem?.kind === 'endless-loop' || problem?.kind === 'timeout' || whole.includes(endlessLoop)
  const isNamed = failed?.diagnosis !== undefined
  return {
    fate: isEndless ? 'endless' : isNamed ? 'named' : 'unnamed',
    ...(failed && { step: failed.title }),
    message: whole.split('\n\n')[0] ?? '',
  }
}
