import { randomBytes } from 'node:crypto'
import type { Form, GivenAnswers } from '../../src/port/form.ts'
import type { PersonId } from '../../src/port/id.ts'
import type { FormPage } from './form.ts'

/** A form that takes more than one step: what was given so far, and on which pages. */
export interface Kept {
  readonly form: Form
  readonly pages: readonly FormPage[]
  readonly given: GivenAnswers
  readonly done: ReadonlySet<number>
  readonly person: PersonId
}

/** The forms that people are filling in, in memory: after a restart they are asked to begin again. */
export interface KeptForms {
  /** Keeps a form, under the id that it has or a new one. */
  keep(kept: Kept, id?: string): string
  /** Nothing for somebody else's. */
  find(id: string, person: PersonId): Kept | undefined
  forget(id: string): void
}

/** A form put away for longer than this many others is forgotten. */
const most = 2_000

export function keptForms(): KeptForms {
  const forms = new Map<string, Kept>()
  return {
    keep(kept, id = randomBytes(6).toString('base64url')) {
      forms.delete(id)
      forms.set(id, kept)
      const [oldest] = forms.keys()
      if (forms.size > most && oldest !== undefined) forms.delete(oldest)
      return id
    },
    find(id, person) {
      const kept = forms.get(id)
      return kept?.person === person ? kept : undefined
    },
    forget: (id) => void forms.delete(id),
  }
}
