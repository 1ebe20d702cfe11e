import { initialValue, isEmpty, isOption, optionsOf, type Control, type StateValue } from './control.ts'
import { type Hands } from './hands.ts'
import { newId, type OfferedOption, type OpenView } from './workspace.ts'

/** What a person puts into a field: words, the labels of what they choose, or a tick. */
export type Filled = string | boolean | readonly string[]

/** A file that a person attaches. */
export interface GivenFile {
  readonly name: string
  readonly content: string
}

export const isFile = (value: Filled | GivenFile): value is GivenFile => typeof value === 'object' && 'content' in value

/** Keeps in a form what a person put into one of its fields. */
export function hold(open: OpenView, { blockId, actionId }: Control, value: StateValue): void {
  open.values.set(blockId, (open.values.get(blockId) ?? new Map<string, StateValue>()).set(actionId, value))
}

/**
 * Uploads a file into a field. The app fetches it with its token.
 *
 * @throws Error where the field takes no such file.
 */
export function attach({ app, workspace }: Hands, control: Control, { name, content }: GivenFile): StateValue {
  const { element } = control
  if (element.type !== 'file_input') throw new Error(`“${control.label}” takes no file`)
  const ending = name.split('.').at(-1) ?? ''
  if (element.filetypes && !element.filetypes.includes(ending)) throw new Error(`“${control.label}” takes no ${ending}`)
  const id = newId('F')
  const size = Buffer.byteLength(content)
  workspace.files.set(id, { id, name, length: size, title: name, content, shared: true })
  const url = `${app.address}/files-pri/${workspace.id}/${id}`
  const file = { id, name, title: name, size, filetype: ending, mimetype: 'text/plain', mode: 'hosted' }
  return { type: element.type, files: [{ ...file, url_private: url, url_private_download: url }] }
}

/**
 * The field as it holds what a person put into it.
 *
 * @throws Error where a person could not do that: no such option, no such field.
 */
export function fill(control: Control, filled: Filled, offered: readonly OfferedOption[] = []): StateValue {
  const { element } = control
  const { type } = element
  const chosen = typeof filled === 'boolean' ? [] : [filled].flat()
  const [first = ''] = chosen
  const option = (wanted: string, among: readonly unknown[]): unknown => {
    const found = among.filter(isOption).find(({ text, value }) => text.text === wanted || value === wanted)
    if (!found) throw new Error(`“${control.label}” offers no “${wanted}”`)
    return found
  }
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: first === '' ? null : first }
    case 'checkboxes': {
      const among = optionsOf(element)
      if (typeof filled === 'boolean') return { type, selected_options: filled ? among : [] }
      return { type, selected_options: chosen.map((wanted) => option(wanted, among)) }
    }
    case 'multi_static_select':
      return { type, selected_options: chosen.map((wanted) => option(wanted, optionsOf(element))) }
    case 'multi_external_select':
      return { type, selected_options: chosen.map((wanted) => option(wanted, offered)) }
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: first === '' ? null : option(first, optionsOf(element)) }
    case 'external_select':
      return { type, selected_option: first === '' ? null : option(first, offered) }
    case 'overflow':
      return { type, selected_option: option(first, optionsOf(element)) }
    case 'users_select':
      return { type, selected_user: first || null }
    case 'multi_users_select':
      return { type, selected_users: chosen }
    case 'channels_select':
      return { type, selected_channel: first || null }
    case 'conversations_select':
      return { type, selected_conversation: first || null }
    case 'datepicker':
      return { type, selected_date: first || null }
    case 'timepicker':
      return { type, selected_time: first || null }
    case 'datetimepicker':
      return { type, selected_date_time: first === '' ? null : Number(first) }
    default:
      throw new Error(`the emulator cannot fill in a ${type}`)
  }
}

/** What Slack's client says beside a field before it sends anything. */
export function complaint(control: Control, held: StateValue | undefined): string | undefined {
  const value = held ?? initialValue(control.element)
  if (isEmpty(value)) return control.input?.optional === true ? undefined : 'Please complete this required field.'
  if (control.element.type !== 'plain_text_input') return undefined
  const { min_length: least = 0, max_length: most = 3_000 } = control.element
  const { length } = typeof value['value'] === 'string' ? value['value'] : ''
  if (length < least) return `Please enter at least ${least} characters.`
  return length > most ? `Please enter no more than ${most} characters.` : undefined
}
