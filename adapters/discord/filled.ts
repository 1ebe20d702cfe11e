import { ComponentType, type ModalSubmitInteraction } from 'discord.js'
import type { FormField, Given, GivenAnswers } from '../../src/port/form.ts'
import { fileOf, isTooLong, meant, type FormPage } from './form.ts'

/** A file that somebody gave: where it can be read, and how large it is. */
export interface GivenFile {
  readonly url: string
  readonly bytes: number
}

/** What came back from a modal, by custom id: nothing where an input was left empty. */
export type Filled = ReadonlyMap<string, Given | GivenFile>

export function filledIn({ components }: Pick<ModalSubmitInteraction, 'components'>): Filled {
  const filled = new Map<string, Given | GivenFile>()
  for (const labelled of components) {
    if (labelled.type !== ComponentType.Label) continue
    const { component } = labelled
    if (component.type === ComponentType.TextInput && component.value !== '')
      filled.set(component.customId, component.value)
    if (component.type === ComponentType.StringSelect && component.values.length > 0)
      filled.set(component.customId, [...component.values])
    if (component.type === ComponentType.Checkbox) filled.set(component.customId, component.value)
    const file = component.type === ComponentType.FileUpload ? component.attachments?.first() : undefined
    if (file) filled.set(component.customId, { url: file.url, bytes: file.size })
  }
  return filled
}

export const withoutFiles = (filled: Filled): Filled => new Map([...filled].filter(([, given]) => !isFile(given)))

/** Reads a file that somebody gave, as words. */
export type ReadFile = (file: GivenFile) => Promise<string>

/** The answers after a page has come back: what was on it is as it is there, all else as it was. */
export async function answersAfter(
  page: FormPage,
  before: GivenAnswers,
  filled: Filled,
  read: ReadFile,
): Promise<GivenAnswers> {
  const answers: Record<string, Given> = { ...before }
  for (const { field, as } of page.slots) {
    if (as === 'file') continue
    const given = await answerOf(field, filled, read)
    if (given !== undefined) answers[field.name] = given
    else if (!isTooLong(field.asked, before[field.name])) answers[field.name] = ''
  }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ''))
}

async function answerOf({ name, asked }: FormField, filled: Filled, read: ReadFile): Promise<Given | undefined> {
  const file = filled.get(fileOf(name))
  if (file !== undefined && isFile(file)) return await read(file)
  const given = filled.get(name)
  if (given === undefined || isFile(given)) return undefined
  if (asked.kind === 'choice')
    return byLabel(asked.choices, typeof given === 'object' ? (given[0] ?? '') : String(given))
  if (asked.kind === 'choices') {
    const all =
      typeof given === 'object'
        ? given
        : String(given)
            .split(',')
            .map((one) => one.trim())
    return all.filter((one) => one !== '').map((one) => byLabel(asked.choices, one))
  }
  return given
}

const isFile = (given: Given | GivenFile): given is GivenFile => typeof given === 'object' && 'url' in given

const byLabel = (choices: Parameters<typeof meant>[0], typed: string): string => meant(choices, typed)?.value ?? typed

/** The answers of a modal whose form nobody keeps: a menu with one choice gives that choice. */
export async function answersAlone(filled: Filled, read: ReadFile): Promise<GivenAnswers> {
  const answers: Record<string, Given> = {}
  for (const [id, given] of filled) {
    if (isFile(given)) answers[id.replace(/:file$/, '')] = await read(given)
    else answers[id] ??= typeof given === 'object' && given.length === 1 ? (given[0] ?? '') : given
  }
  return answers
}
