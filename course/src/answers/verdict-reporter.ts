import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import { AnswerOutput } from './answer-output.ts'
import { explainLoad, explainStep, explainUnhandled } from './explain.ts'
import { waitedTooLong } from './idle-limit.ts'
import { busySentence, lateSentence } from './late-sentence.ts'
import { levelOf } from './levels.ts'
import { workFactor, type Job } from './protocol.ts'
import { tidyOutput } from './tidy-output.ts'
import { untouchedStars } from './untouched-stars.ts'
import type { Level, Problem, Step, Verdict } from './verdict.ts'

const NO_ERRORS = 'Your code threw an AggregateError that has no errors in it.'

type Unhandled = SerializedError & { readonly VITEST_TEST_PATH?: string }

/** Turns Vitest's report of a run into verdicts. */
export class VerdictReporter implements Reporter {
  readonly #stepTimeoutMs: number
  readonly #onEnded: (stub: string) => void
  #modules = new Map<string, TestModule>()
  #unhandled: readonly Unhandled[] = []
  #output = new Map<string, AnswerOutput>()

  constructor(stepTimeoutMs: number, onEnded: (stub: string) => void) {
    this.#stepTimeoutMs = stepTimeoutMs
    this.#onEnded = onEnded
  }

  /** Clears the results of the previous run. */
  begin(): void {
    this.#modules = new Map()
    this.#unhandled = []
    this.#output = new Map()
  }

  onUserConsoleLog(log: { content: string; taskId?: string }): void {
    // The ID of a Vitest task begins with the ID of its module.
    const module = log.taskId?.split('_')[0] ?? ''
    const output = this.#output.get(module) ?? new AnswerOutput()
    this.#output.set(module, output)
    output.add(log.content)
  }

  onTestModuleEnd(module: TestModule): void {
    this.#onEnded(module.moduleId)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    this.#modules = new Map(modules.map((module) => [module.moduleId, module]))
    this.#unhandled = unhandled
  }

  /** The verdict of the last run on a job. */
  verdict(job: Job): Verdict {
    const module = this.#modules.get(job.stub.replaceAll('\\', '/'))
    const all = module ? [...module.children.allTests()] : []
    const cases = all.filter(({ name }) => job.steps?.includes(name) ?? true)
    const steps = cases.map((test) => this.#step(job, test))
    const problem = this.#problem(job, module, cases)
    const passed = !problem && steps.length > 0 && steps.every(isPassed)
    return {
      lesson: job.lesson,
      answer: job.answer,
      passed,
      steps: passed && job.answer === 'exercise' ? withUntouched(job, steps) : steps,
      ...(problem && { problem }),
      output: tidyOutput(this.#output.get(module?.id ?? '')?.lines() ?? [], job.dir),
    }
  }

  #step(job: Job, test: TestCase): Step {
    const { state, errors } = test.result()
    const { reached } = test.meta() as { readonly reached?: readonly number[] }
    const about = { title: test.name, level: levelOfTest(test), ...(reached && { reached }) }
    // A changed global is the cause; the other errors of the step may be its consequences.
    const error = errors?.find(({ name }) => name === 'ChangedGlobal') ?? errors?.[0]
    if (state !== 'failed') return { ...about, state: state === 'passed' ? 'passed' : 'not-run' }
    // Vitest replaces an AggregateError by the errors in it. If it has none, no error is left.
    if (!error) return { ...about, state, message: NO_ERRORS }
    const late = this.#late(test)
    return {
      ...about,
      state,
      ...(late === undefined ? explainStep(job, error) : { message: late }),
    }
  }

  #problem(job: Job, module: TestModule | undefined, cases: TestCase[]): Problem | undefined {
    const [load] = module?.errors() ?? []
    if (load) return isEscaped(load) ? explainUnhandled(job, load.cause) : explainLoad(job, load)
    // An error that escaped from a step has already failed that step.
    const hasEscaped = cases.some((test) => test.result().errors?.some(isEscaped))
    const unhandled = hasEscaped ? undefined : this.#unhandled.find((error) => isOf(error, module))
    if (unhandled) return explainUnhandled(job, unhandled)
    const [late] = cases
      .filter((test) => levelOfTest(test) === 'task')
      .flatMap((test) => this.#late(test) ?? [])
    if (late !== undefined) return { kind: 'timeout', message: late }
    if (cases.length === 0) {
      return { kind: 'crash', message: 'The check has no result, because it has no steps.' }
    }
    const ran = cases.filter(({ name }) => !job.skipped?.includes(name))
    const states = ran.map((test) => test.result().state)
    if (states.includes('failed') || states.every((state) => state === 'passed')) return undefined
    return {
      kind: 'crash',
      message:
        'The check did not run all its steps, although none of them failed. Look for code that ' +
        'skips tests, or changes how they run.',
    }
  }

  /** The message for a step that timed out; `undefined` if it didn't. */
  #late(test: TestCase): string | undefined {
    const name = test.result().errors?.[0]?.name
    const seconds = this.#stepTimeoutMs / 1000
    if (name === waitedTooLong) return lateSentence(test.name, seconds)
    return name === 'TestTimeoutError' ? busySentence(test.name, seconds * workFactor) : undefined
  }
}

/** Marks the open stars that the learner has not begun. */
function withUntouched(job: Job, steps: readonly Step[]): Step[] {
  const open = steps.some(({ state }) => state === 'failed')
  const untouched = open ? untouchedStars(job) : []
  return steps.map((step) =>
    step.state === 'failed' && untouched.includes(step.title)
      ? { ...step, isUntouched: true }
      : step,
  )
}

function levelOfTest({ parent }: TestCase): Level {
  return levelOf(parent.type === 'suite' ? parent.name : undefined)
}

/** Whether the task can be done with this result: `further` steps don't count. */
function isPassed({ level, state }: Step): boolean {
  return level === 'further' || state === 'passed'
}

function isEscaped({ name }: SerializedError): boolean {
  return name === 'EscapedError'
}

function isOf(error: Unhandled, module: TestModule | undefined): boolean {
  return error.VITEST_TEST_PATH?.replaceAll('\\', '/') === module?.moduleId
}
