import {
  type ActionsBlockElement,
  type InputBlockElement,
  type KnownBlock,
  type Option,
  type PlainTextOption,
  type SectionBlockAccessory,
} from '@slack/types'

/** What one can press, choose from or type into. */
export type Element = ActionsBlockElement | Exclude<SectionBlockAccessory, { type: 'image' }> | InputBlockElement

export interface Control {
  readonly block: KnownBlock
  readonly blockId: string
  readonly actionId: string
  readonly element: Element
  /** What stands on it or beside it. */
  readonly label: string
  /** In an input block: read at submission, and pressed only with `dispatch_action`. */
  readonly input: { readonly optional: boolean; readonly dispatches: boolean } | undefined
}

/** As it stands in `view.state.values` and in `actions`. */
export type StateValue = Readonly<Record<string, unknown>> & { readonly type: string }

/** Everything that one can operate in a message or a view, from its top to its bottom. */
export function controlsOf(blocks: readonly KnownBlock[]): readonly Control[] {
  return blocks.flatMap((block): readonly Control[] => {
    switch (block.type) {
      case 'actions':
        return block.elements.map((element) => control(block, element, labelOf(element)))
      case 'section':
        return block.accessory === undefined || block.accessory.type === 'image'
          ? []
          : [control(block, block.accessory, labelOf(block.accessory) || (block.text?.text ?? ''))]
      case 'input':
        return [
          {
            ...control(block, block.element, block.label.text),
            input: { optional: block.optional ?? false, dispatches: block.dispatch_action ?? false },
          },
        ]
      case 'card':
        return (block.actions ?? []).map((element) => control(block, element, element.text.text))
      case 'carousel':
        return controlsOf(block.elements)
      case 'container':
        return controlsOf(block.child_blocks)
      default:
        return []
    }
  })
}

const control = (block: KnownBlock, element: Element, label: string): Control => ({
  block,
  element,
  label,
  blockId: block.block_id ?? '',
  actionId: element.action_id ?? '',
  input: undefined,
})

function labelOf(element: Element): string {
  if (element.type === 'button' || element.type === 'workflow_button') return element.text.text
  return 'placeholder' in element ? (element.placeholder?.text ?? '') : ''
}

/** What a list offers, groups laid out in a row. */
export function optionsOf(element: Element): readonly (Option | PlainTextOption)[] {
  if (element.type === 'static_select' || element.type === 'multi_static_select') {
    return element.options ?? (element.option_groups ?? []).flatMap(({ options }) => options)
  }
  return 'options' in element ? element.options : []
}

/** What a control holds before anybody touched it. */
export function initialValue(element: Element): StateValue {
  const { type } = element
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null }
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] }
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return { type, selected_option: element.initial_option ?? null }
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: element.initial_options ?? [] }
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null }
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] }
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null }
    case 'file_input':
      return { type, files: [] }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null }
    default:
      return { type }
  }
}

/** Whether there is nothing in it that a required field could take. */
export const isEmpty = (value: StateValue): boolean =>
  heldBy(value).every((held) => held === null || held === '' || (Array.isArray(held) && held.length === 0))

/** What a person reads in a field. */
export function shownValue(value: StateValue): string {
  return heldBy(value)
    .flatMap((held) => (Array.isArray(held) ? held : [held]))
    .map((held: unknown) => {
      if (typeof held === 'string' || typeof held === 'number') return String(held)
      return isOption(held) ? held.text.text : ''
    })
    .filter((words) => words !== '')
    .join(', ')
}

const heldBy = (value: StateValue): readonly unknown[] =>
  Object.entries(value).flatMap(([name, held]) => (name === 'type' ? [] : [held]))

export const isOption = (value: unknown): value is Option =>
  typeof value === 'object' && value !== null && 'text' in value && 'value' in value
