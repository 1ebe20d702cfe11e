import { z } from 'zod'
import type { Given, GivenAnswers } from '../../src/port/form.ts'
import { fieldNamed, joined, pieceOf } from './inputs.ts'

// What a modal sends back, read with care: only what is needed, and nothing is believed to be there.

const option = z.object({ value: z.string() })
const file = z.object({
  size: z.number().optional(),
  url_private_download: z.string().optional(),
  url_private: z.string().optional(),
})
const held = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  files: z.array(file).nullish(),
})
const values = z.record(z.string(), z.record(z.string(), held))

/** A file that somebody put into a form, and where to fetch it with the bot's token. */
export interface GivenFile {
  readonly field: string
  readonly url: string | undefined
  readonly bytes: number
}

/** The answers of a modal by field, and the files among them, which have still to be fetched. */
export interface Sent {
  readonly answers: GivenAnswers
  readonly files: readonly GivenFile[]
}

/** What stands in a modal's `state.values`. A field that is empty is left out; an empty tick is `false`. */
export function sentIn(state: unknown): Sent {
  const read = values.safeParse(state)
  if (!read.success) return { answers: {}, files: [] }
  const blocks = Object.entries(read.data).toSorted(([one], [other]) => pieceOf(one) - pieceOf(other))
  const answers = new Map<string, Given>()
  const files: GivenFile[] = []
  for (const [blockId, elements] of blocks) {
    const field = fieldNamed(blockId)
    for (const [actionId, element] of Object.entries(elements)) {
      for (const { url_private_download, url_private, size } of element.files ?? [])
        files.push({ field, url: url_private_download ?? url_private, bytes: size ?? 0 })
      const given = actionId === 'tick' ? (element.selected_options ?? []).length > 0 : givenIn(element)
      if (given === undefined) continue
      const before = answers.get(field)
      answers.set(field, typeof before === 'string' && typeof given === 'string' ? joined([before, given]) : given)
    }
  }
  return { answers: Object.fromEntries(answers), files }
}

function givenIn({ value, selected_option: one, selected_options: many }: z.infer<typeof held>): Given | undefined {
  if (value !== undefined && value !== null && value !== '') return value
  if (one) return one.value
  return many && many.length > 0 ? many.map((each) => each.value) : undefined
}
