import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Form, Given, GivenAnswers } from '../../src/port/form.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { say } from '../../src/text/say.ts'
import { fieldBlocks, plain, tooLongFor } from './inputs.ts'
import { withIds } from './render.ts'
import { plainText, richText } from './words.ts'

/** Which view of ours a submission comes from. */
export const formCallback = 'form'
const { form: limits } = limitsOf.slack

/** What a modal carries unshown. Slack keeps 3,000 characters of it, and does not encrypt them: ids and choices only. */
const metadata = z.object({
  /** The command that the form asks for. */
  c: z.string(),
  /** What was settled before. */
  s: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  /** Where the person stood: a channel, or `direct`. */
  w: z.string(),
  /** Where the rest is kept, when it was too long. */
  k: z.string().optional(),
})
export type Metadata = z.infer<typeof metadata>

export function metadataOf(written: string): Metadata | undefined {
  try {
    return metadata.parse(JSON.parse(written))
  } catch {
    return undefined
  }
}

/** Where a form opens, and where to put what is too long for it. */
export interface Opening {
  readonly where: string
  readonly keep: (answers: GivenAnswers) => string
}

/** A form as the modal that asks for it. */
export function modalOf(form: Form, { where, keep }: Opening): ModalView {
  const long = form.fields.flatMap((field): [string, Given][] => {
    const words = tooLongFor(field)
    return words === undefined ? [] : [[field.name, words]]
  })
  const blocks: KnownBlock[] = [
    ...form.intro.map((parts): KnownBlock => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: richText(parts) }],
    })),
    ...form.fields.slice(0, limits.fields).flatMap((field) => fieldBlocks(field, new Map(long))),
  ]
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(form.title, limits.titleChars),
    submit: plain(form.submit, limits.titleChars),
    close: plain(plainText(say('slack/cancel')), limits.titleChars),
    notify_on_close: true,
    private_metadata: carried(form, where, Object.fromEntries(long), keep),
    blocks: withIds(blocks),
  }
}

const mostCarried = 2_500

function carried(
  { command, settled }: Form,
  where: string,
  long: GivenAnswers,
  keep: (answers: GivenAnswers) => string,
): string {
  const whole: Metadata = { c: command, s: plainAnswers(settled), w: where }
  const written = JSON.stringify(whole)
  if (written.length <= mostCarried && Object.keys(long).length === 0) return written
  return JSON.stringify({ c: command, s: {}, w: where, k: keep({ ...long, ...settled }) } satisfies Metadata)
}

const plainAnswers = (answers: GivenAnswers): Metadata['s'] =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  )
