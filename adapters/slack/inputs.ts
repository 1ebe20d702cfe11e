import { createHash } from 'node:crypto'
import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types'
import type { Choice, FormField, Given } from '../../src/port/form.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { harmless } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { shown } from './render.ts'
import { plainText, richText } from './words.ts'

// A field of a form as blocks of a modal. What a person typed comes back by block: `says~k3Jd…` holds the field `says`,
// `text#2~…` the second piece of a long text. The ending changes with the block, for Slack goes on showing what was typed
// into a known block.

/** A list whose choices are looked up while somebody types; the field's name follows. */
export const lookedUp = 'choices:'

const { form: limits } = limitsOf.slack
const pieceChars = limits.wordsChars
const mostPieces = 5
const mostChecked = 10

export const plain = (words: string, most: number) => ({
  type: 'plain_text' as const,
  text: shown(words, most),
  emoji: false,
})

/** Whether something is asked in several inputs, or as a file. */
const isLong = (asked: FormField['asked']): boolean =>
  asked.kind === 'text' || (asked.kind === 'words' && asked.max > pieceChars)

export function fieldBlocks(field: FormField, kept: ReadonlyMap<string, Given>): readonly KnownBlock[] {
  const { asked, error } = field
  const problem: KnownBlock[] = error
    ? [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: richText(error, { bold: true }) }],
        },
      ]
    : []
  const inputs = isLong(asked) ? longBlocks(field, kept.has(field.name)) : [inputOf(field)]
  return [...problem, ...inputs]
}

/** The block of a field, with the ending that tells this block from others that asked for the same. */
function named(name: string, block: InputBlock): InputBlock {
  const digest = createHash('sha256').update(JSON.stringify(block)).digest('base64url').slice(0, 8)
  return { ...block, block_id: `${name}~${digest}` }
}

/** The field that a block asks for. */
export const fieldNamed = (blockId: string): string => blockId.replace(/(?:#\w+)?~[\w-]+$/, '')
/** Which piece of a long text a block holds, beginning with 1. */
export const pieceOf = (blockId: string): number => Number(/#(\d+)~[\w-]+$/.exec(blockId)?.[1] ?? 1)

const common = ({ label, hint, required }: FormField) => ({
  type: 'input' as const,
  label: plain(label, limits.labelChars),
  optional: !required,
  ...(hint !== undefined && hint !== '' && { hint: plain(hint, limits.hintChars) }),
})

function inputOf(field: FormField): InputBlock {
  const { asked, value, name } = field
  const words = typeof value === 'string' && value !== '' ? harmless(value) : undefined
  switch (asked.kind) {
    case 'line':
    case 'words':
    case 'text':
      return named(name, {
        ...common(field),
        element: {
          type: 'plain_text_input',
          action_id: 'words',
          multiline: asked.kind !== 'line',
          max_length: Math.min(asked.max, pieceChars),
          ...(words !== undefined && { initial_value: words.slice(0, Math.min(asked.max, pieceChars)) }),
        },
      })
    case 'moment':
      return named(name, {
        ...common(field),
        label: plain(`${field.label} (${asked.zone})`, limits.labelChars),
        element: {
          type: 'plain_text_input',
          action_id: 'words',
          max_length: 200,
          ...(words !== undefined && { initial_value: words.slice(0, 200) }),
        },
      })
    case 'number':
      return named(name, {
        ...common(field),
        element: {
          type: 'number_input',
          action_id: 'number',
          is_decimal_allowed: false,
          min_value: String(asked.min),
          max_value: String(asked.max),
          ...(words !== undefined && /^-?\d+$/.test(words) && { initial_value: words }),
        },
      })
    case 'tick': {
      const option = optionOf({ value: 'yes', label: plainText(say('common/yes')) })
      return named(name, {
        ...common({ ...field, required: false }),
        element: {
          type: 'checkboxes',
          action_id: 'tick',
          options: [option],
          ...(value === true && { initial_options: [option] }),
        },
      })
    }
    case 'choice':
    case 'choices':
      return choiceInput(field, asked)
  }
}

const optionOf = ({ value, label, note }: Choice): PlainTextOption => {
  if (value.length > limits.choiceChars) throw new Error(`a choice's value is longer than Slack takes: ${value}`)
  return {
    text: plain(label, limits.choiceChars),
    value,
    ...(note !== undefined && note !== '' && { description: plain(note, limits.choiceChars) }),
  }
}

/** Choices found by typing, as Slack wants them: at most a hundred. */
export const optionsOf = (choices: readonly Choice[]): PlainTextOption[] =>
  choices.slice(0, limits.choices).map(optionOf)

function choiceInput(field: FormField, asked: Extract<FormField['asked'], { kind: 'choice' | 'choices' }>): InputBlock {
  const { name, value } = field
  const options = asked.choices.map(optionOf)
  const given = value === undefined || typeof value === 'boolean' ? [] : [value].flat()
  const chosen = options.filter((option) => given.includes(option.value ?? ''))
  const [first] = chosen
  // Slack takes no list without an entry: what has none yet is looked up, and found empty.
  if (asked.more || options.length > limits.choices || options.length === 0) {
    const shared = { action_id: `${lookedUp}${name}`, min_query_length: 0 }
    return named(name, {
      ...common(field),
      element:
        asked.kind === 'choice'
          ? { type: 'external_select', ...shared, ...(first && { initial_option: first }) }
          : { type: 'multi_external_select', ...shared, ...(first && { initial_options: chosen }) },
    })
  }
  if (asked.kind === 'choice')
    return named(name, {
      ...common(field),
      element: { type: 'static_select', action_id: 'choice', options, ...(first && { initial_option: first }) },
    })
  return named(name, {
    ...common(field),
    element:
      options.length <= mostChecked
        ? { type: 'checkboxes', action_id: 'choices', options, ...(first && { initial_options: chosen }) }
        : { type: 'multi_static_select', action_id: 'choices', options, ...(first && { initial_options: chosen }) },
  })
}

/** A long text in pieces that each fit an input, cut between paragraphs where it can be; nothing where it is too long. */
function piecesOf(text: string): readonly string[] | undefined {
  const pieces: string[] = []
  for (let rest = harmless(text); rest !== '';) {
    if (rest.length <= pieceChars) {
      pieces.push(rest)
      break
    }
    const at = rest.lastIndexOf('\n\n', pieceChars)
    // Pieces are put together again with an empty line between them: anywhere else a text cannot be cut and come back.
    if (at <= 0) return undefined
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^\n+/, '')
  }
  return pieces.length <= mostPieces ? pieces : undefined
}

/** What was typed into several inputs, as one text. */
export const joined = (pieces: readonly string[]): string => pieces.map((piece) => piece.trim()).join('\n\n')

/** The words of a field that no inputs hold: they are kept elsewhere. */
export const tooLongFor = ({ asked, value }: FormField): string | undefined =>
  typeof value === 'string' && isLong(asked) && piecesOf(value) === undefined ? value : undefined

function longBlocks(field: FormField, isKept: boolean): readonly KnownBlock[] {
  const { asked, value, name, label, required } = field
  const max = 'max' in asked ? asked.max : pieceChars
  const pieces = (typeof value === 'string' ? piecesOf(value) : undefined) ?? []
  // One more than is filled: five empty boxes would look as if all of them were asked for, and a file takes what is longer.
  const most = Math.max(required ? 2 : 1, pieces.length + 1)
  const count = Math.min(mostPieces, Math.ceil(max / pieceChars), most)
  const inputs = Array.from({ length: count }, (_, n): InputBlock => {
    const piece = pieces[n]
    const hint = n === 0 ? { hint: plain(longHint(field), limits.hintChars * 2) } : {}
    return named(n === 0 ? name : `${name}#${n + 1}`, {
      type: 'input',
      label: plain(
        n === 0 ? label : plainText(say('slack/text-piece', { label: [{ kind: 'text', text: label }], piece: n + 1 })),
        limits.labelChars,
      ),
      // A file will do as well: only the core knows that something is missing.
      optional: true,
      ...hint,
      element: {
        type: 'plain_text_input',
        action_id: 'words',
        multiline: true,
        max_length: pieceChars,
        ...(piece !== undefined && { initial_value: piece }),
      },
    })
  })
  const file = named(`${name}#file`, {
    type: 'input',
    label: plain(plainText(say('slack/text-file', { label: [{ kind: 'text', text: label }] })), limits.labelChars),
    optional: true,
    element: { type: 'file_input', action_id: 'file', filetypes: ['txt', 'md', 'markdown', 'text'], max_files: 1 },
  })
  const note: KnownBlock[] =
    isKept || required
      ? [
          {
            type: 'context',
            elements: [
              {
                type: 'plain_text',
                text: plainText(say(isKept ? 'slack/text-kept' : 'slack/text-needed')),
                emoji: false,
              },
            ],
          },
        ]
      : []
  return [...note, ...inputs, file]
}

const longHint = ({ hint }: FormField): string => hint ?? plainText(say('slack/text-hint'))
