import type { Place } from '../domain/id.ts'
import { charterOf, type World } from '../domain/world.ts'
import { label } from '../text/plain.ts'
import { say, type Key, type Values } from '../text/say.ts'
import type { Expectation, Script, Step } from './script.ts'

/** Where a script is played: any chat platform on which people can speak, look and wait. */
export interface Stage {
  /** Says a line in a place, as a person; answers with what they are told privately. */
  say(who: string, where: string, line: string): Promise<Told>
  /** Everything that a person sees in a place now: its cards, and what was said to them alone there. */
  seen(who: string, where: string): Promise<string>
  /** Lets time pass, and whatever becomes due on the way happen at its moment. */
  wait(ms: number): Promise<void>
}

export interface Told {
  /** `asked`: a form came up, because something is missing. */
  readonly how: 'done' | 'refused' | 'asked'
  readonly text: string
}

/** The place that a script calls by its key: `plenary`, or a caucus's. */
export const placeOfKey = ({ assembly }: World, key: string): Place | undefined =>
  key === 'plenary' ? 'plenary' : charterOf(assembly).caucuses.find((one) => one.key === key)?.id

/** What happens while a script is played, for whoever gives the account. */
export type Scene =
  | { readonly kind: 'note'; readonly note: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'said'; readonly who: string; readonly where: string; readonly line: string; readonly told: Told }

export type Played =
  | { readonly ok: true; readonly acts: number }
  | { readonly ok: false; readonly step: number; readonly why: string }

/**
 * Plays a script act by act, and stops at the first expectation that fails. A line without an expectation has to be done:
 * a script never walks past a refusal that nobody expected.
 */
export async function run(script: Script, stage: Stage, scene: (scene: Scene) => Promise<void>): Promise<Played> {
  for (const [index, step] of script.acts.entries()) {
    const why = await playStep(script, step, stage, scene)
    if (why !== undefined) return { ok: false, step: index, why }
  }
  return { ok: true, acts: script.acts.length }
}

async function playStep(
  script: Script,
  step: Step,
  stage: Stage,
  scene: (scene: Scene) => Promise<void>,
): Promise<string | undefined> {
  if (step.note) await scene({ kind: 'note', note: step.note })
  if ('wait' in step) {
    await scene({ kind: 'wait', ms: step.wait })
    await stage.wait(step.wait)
    return undefined
  }
  if (!('as' in step)) return undefined
  let told: Told | undefined
  if (step.say !== undefined) {
    const filled = withTexts(step.say, script.texts)
    if (typeof filled !== 'string') return label(say('play/why-text', { name: filled.missing }))
    told = await stage.say(step.as, step.in, filled)
    await scene({ kind: 'said', who: step.as, where: step.in, line: step.say, told })
  }
  return differs(step.expect ?? (told ? 'done' : {}), told, await stage.seen(step.as, step.in))
}

/** Puts a text where a line names it: `--text {roles}`. */
function withTexts(line: string, texts: Script['texts']): string | { readonly missing: string } {
  let missing: string | undefined
  const filled = line.replaceAll(/\{([\w-]+)\}/g, (_whole, name: string) => {
    const found = texts[name]
    if (typeof found !== 'string') missing ??= name
    return typeof found !== 'string' ? '' : `"${found.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return missing === undefined ? filled : { missing }
}

/** Why what happened is not what was expected; undefined when it is. */
function differs(expected: Expectation, told: Told | undefined, seen: string): string | undefined {
  const wants = expected === 'done' ? { done: true as const } : expected
  if (told && wants.refused === undefined && told.how !== 'done')
    return why('play/why-not-done', { how: told.how, text: told.text })
  if (wants.refused !== undefined) {
    if (told?.how !== 'refused')
      return why('play/why-not-refused', { wanted: wants.refused, how: told?.how ?? 'other', text: told?.text ?? '' })
    if (!includes(told.text, wants.refused))
      return why('play/why-refused-otherwise', { wanted: wants.refused, text: told.text })
  }
  const looked = `${told?.text ?? ''}\n${seen}`
  const unseen = listed(wants.sees).find((part) => !includes(looked, part))
  if (unseen !== undefined) return why('play/why-unseen', { wanted: unseen, looked })
  const leaked = listed(wants['not-sees']).find((part) => includes(looked, part))
  return leaked === undefined ? undefined : why('play/why-leaked', { leaked, looked })
}

const why = (key: Key, values: Values): string => label(say(key, values))

const listed = (wanted: string | readonly string[] | undefined): readonly string[] =>
  wanted === undefined ? [] : [wanted].flat()

/** Line breaks and layout are the platform's; only the words are compared. */
const includes = (text: string, part: string): boolean => folded(text).includes(folded(part))
const folded = (text: string): string => text.replaceAll(/\s+/g, ' ').toLowerCase()
