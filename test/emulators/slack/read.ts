import {
  type ActionsBlockElement,
  type KnownBlock,
  type RichTextBlock,
  type RichTextElement,
  type TextObject,
} from '@slack/types'
import { controlsOf, initialValue, optionsOf, shownValue, type Control } from './control.ts'
import { type Message, type OpenView, type Workspace } from './workspace.ts'

/** What a person reads: marks are gone where they mean something, and stand where they are mere characters. */
export function readMessage(workspace: Workspace, message: Message): string {
  const shown = message.blocks.length > 0 ? readBlocks(workspace, message.blocks) : readMrkdwn(workspace, message.text)
  return [shown, ...message.files.map(({ title, name }) => (title === name ? name : `${title} (${name})`))].join('\n')
}

export function readView(workspace: Workspace, { view, values, errors }: OpenView): string {
  const title = view.type === 'modal' ? [view.title.text] : []
  const foot = view.type === 'modal' ? [view.submit?.text, view.close?.text].map((word) => word ?? '') : []
  const blocks = (view.blocks as readonly KnownBlock[]).map((block) => {
    const error = errors.get(block.block_id ?? '')
    return [readBlock(workspace, block, values), ...(error === undefined ? [] : [error])].join('\n')
  })
  return [...title, ...blocks, ...foot].filter((words) => words !== '').join('\n')
}

const readBlocks = (workspace: Workspace, blocks: readonly KnownBlock[]): string =>
  blocks.map((block) => readBlock(workspace, block)).join('\n')

function readBlock(workspace: Workspace, block: KnownBlock, values?: OpenView['values']): string {
  const text = (each: TextObject | undefined): string => (each ? readText(workspace, each) : '')
  const held = (each: Control): string => readControl(each, values)
  switch (block.type) {
    case 'header':
      return text(block.text)
    case 'section':
      return [text(block.text), ...(block.fields ?? []).map(text), ...controlsOf([block]).map(held)].join('\n')
    case 'context':
      return block.elements.map((each) => (each.type === 'image' ? each.alt_text : text(each))).join(' ')
    case 'actions':
      return controlsOf([block]).map(held).join(' ')
    case 'input':
      return [block.label.text, block.hint?.text ?? '', ...controlsOf([block]).map(held)].join('\n')
    case 'rich_text':
      return readRich(workspace, block)
    case 'table':
      return block.rows
        .map((row) =>
          row.map((cell) => (cell.type === 'rich_text' ? readRich(workspace, cell) : cell.text)).join(' │ '),
        )
        .join('\n')
    case 'image':
      return block.alt_text
    case 'markdown':
      return block.text
    case 'divider':
      return ''
    case 'alert':
      return text(block.text)
    case 'container':
      return [text(block.title), text(block.subtitle), readBlocks(workspace, block.child_blocks)].join('\n')
    case 'card':
      return [text(block.title), text(block.subtitle), text(block.body), ...controlsOf([block]).map(held)].join('\n')
    case 'carousel':
      return readBlocks(workspace, block.elements)
    default:
      return JSON.stringify(block)
  }
}

/** Buttons by what stands on them, lists by what is chosen; what is short enough to stand open is read whole. */
function readControl({ element, blockId, actionId, label }: Control, values: OpenView['values'] | undefined): string {
  if (element.type === 'button') return `[${element.text.text}]`
  const value = shownValue(values?.get(blockId)?.get(actionId) ?? initialValue(element))
  if (element.type === 'radio_buttons' || element.type === 'checkboxes' || element.type === 'overflow') {
    const chosen = value.split(', ')
    return optionsOf(element)
      .map(({ text }) => `${chosen.includes(text.text) ? '(x)' : '( )'} ${text.text}`)
      .join('\n')
  }
  return value === '' ? placeholderOf(element) || label : value
}

const placeholderOf = (element: Control['element'] | ActionsBlockElement): string =>
  'placeholder' in element ? (element.placeholder?.text ?? '') : ''

const readText = (workspace: Workspace, text: TextObject): string =>
  text.type === 'plain_text' ? text.text : readMrkdwn(workspace, text.text)

/** As Slack shows `mrkdwn`: a mark counts between a boundary and a character that is no space, in one line. */
function readMrkdwn(workspace: Workspace, text: string): string {
  const edge = String.raw`[\s.,:;!?()'"–/*_~-]`
  const withoutMarks = ['*', '_', '~', '`'].reduce((words, mark) => {
    const marked = new RegExp(`(^|${edge})[${mark}](?=\\S)([^\\n${mark}]*?\\S)[${mark}](?=$|${edge})`, 'gu')
    return words.replaceAll(marked, '$1$2')
  }, text)
  return withoutMarks
    .replaceAll(/^&gt; ?/gmu, '')
    .replaceAll(/<([^<>]*)>/g, (_, inside: string) => readReference(workspace, inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function readReference(workspace: Workspace, inside: string): string {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@')) return `@${workspace.people.get(target.slice(1))?.realName ?? label ?? 'unknown'}`
  if (target.startsWith('#')) return `#${workspace.channels.get(target.slice(1))?.name ?? label ?? 'unknown'}`
  return label ?? target
}

function readRich(workspace: Workspace, block: RichTextBlock): string {
  const line = (elements: readonly RichTextElement[]): string =>
    elements.map((each) => readRichElement(workspace, each)).join('')
  return block.elements
    .map((part) => {
      if (part.type !== 'rich_text_list') return line(part.elements)
      const bullet = (n: number): string => (part.style === 'ordered' ? `${n + 1}. ` : '• ')
      return part.elements.map(({ elements }, n) => bullet(n) + line(elements)).join('\n')
    })
    .join('\n')
}

function readRichElement(workspace: Workspace, element: RichTextElement): string {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return element.text ?? element.url
    case 'user':
      return readReference(workspace, `@${element.user_id}`)
    case 'channel':
      return readReference(workspace, `#${element.channel_id}`)
    case 'date':
      return element.fallback ?? new Date(element.timestamp * 1_000).toISOString()
    case 'emoji':
      return `:${element.name}:`
    default:
      return ''
  }
}
