import { type KnownBlock, type View } from '@slack/types'
import { controlsOf, optionsOf, type Control } from './control.ts'
import { beyond, limitOf, messageLimits, viewBytes } from './limits.ts'
import { wrong } from './refused.ts'
import { structureOf, typeByTag } from './schema.ts'
import { newId } from './workspace.ts'

type Surface = 'message' | 'modal' | 'home'
type Fields = Readonly<Record<string, unknown>>

/**
 * Blocks as Slack keeps them: each with an id.
 *
 * @throws Refused (`invalid_blocks`, `msg_blocks_too_long`, in a view `invalid_arguments`) with what is wrong and where, as Slack says it.
 */
export function checkBlocks(given: unknown, surface: Surface): readonly KnownBlock[] {
  if (!Array.isArray(given)) throw wrong('invalid_blocks_format', 'blocks must be a list')
  const [code, pointer] = surface === 'message' ? ['invalid_blocks', ''] : ['invalid_arguments', '/view']
  const complaints = given.flatMap((block: unknown, n) => blockComplaints(block, `${pointer}/blocks/${n}`))
  if (complaints.length > 0) throw wrong(code, ...complaints)
  const blocks = (given as readonly KnownBlock[]).map(named)
  const together = [...surfaceComplaints(blocks, surface), ...twins(blocks)]
  if (together.length > 0) throw wrong(code, ...together)
  const chars = textIn(given)
  if (surface === 'message' && chars > messageLimits.blockChars) {
    throw wrong('msg_blocks_too_long', `${chars} characters of text in the blocks of one message`)
  }
  return blocks
}

/** A view as Slack keeps it. */
export function checkView(given: unknown): View {
  if (!isFields(given)) throw wrong('invalid_arguments', 'view must be an object')
  const type = typeByTag.get(String(given['type']))
  if (type !== 'ModalView' && type !== 'HomeView') {
    throw wrong('invalid_arguments', `unsupported type of view: ${String(given['type'])}`)
  }
  const complaints = [...structureOf(type, given), ...limitComplaints(type, given, '/view')]
  if (complaints.length > 0) throw wrong('invalid_arguments', ...complaints)
  const blocks = checkBlocks(given['blocks'], type === 'HomeView' ? 'home' : 'modal')
  const view = { ...given, blocks: [...blocks] } as unknown as View
  if (view.type === 'modal' && view.submit === undefined && blocks.some((block) => block.type === 'input')) {
    throw wrong('invalid_arguments', 'submit is required where there is an input block')
  }
  if (JSON.stringify(given).length > viewBytes) throw wrong('view_too_large', 'a view of more than 250 kB')
  return view
}

function blockComplaints(block: unknown, pointer: string): readonly string[] {
  if (!isFields(block)) return [`must be an object [json-pointer:${pointer}]`]
  const tag = String(block['type'])
  const type = tag === 'image' ? 'ImageBlock' : typeByTag.get(tag)
  if (type === undefined || !type.endsWith('Block')) return [`unsupported type: ${tag} [json-pointer:${pointer}/type]`]
  const structure = structureOf(type, block).map((each) => each.replace('json-pointer:', `json-pointer:${pointer}`))
  if (structure.length > 0) return structure
  return [...limitComplaints(type, block, pointer), ...rules(block as unknown as KnownBlock, pointer)]
}

/** The limits of a thing and of everything in it. */
function limitComplaints(type: string | undefined, fields: Fields, pointer: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]): readonly string[] => {
    const at = `${pointer}/${name}`
    const limit = limitOf(type ?? '', name)
    const own = limit ? beyond(limit, value).map((each) => `${each} [json-pointer:${at}]`) : []
    const inside = (Array.isArray(value) ? value : [value]).flatMap((each: unknown, n) =>
      isFields(each) && !(type?.endsWith('View') === true && name === 'blocks')
        ? limitComplaints(typeOf(each, name), each, Array.isArray(value) ? `${at}/${n}` : at)
        : [],
    )
    return [...own, ...inside]
  })
}

function typeOf(fields: Fields, property: string): string | undefined {
  if (property === 'confirm' && 'title' in fields) return 'ConfirmationDialog'
  if ('value' in fields && isFields(fields['text']) && !('type' in fields)) return 'PlainTextOption'
  return typeByTag.get(String(fields['type']))
}

/** What no type says of a block. */
function rules(block: KnownBlock, pointer: string): readonly string[] {
  const complaints: string[] = []
  if (block.type === 'section' && block.text === undefined && (block.fields ?? []).length === 0) {
    complaints.push(`missing required field: text [json-pointer:${pointer}]`)
  }
  if (block.type === 'card' && !(block.title ?? block.body ?? block.hero_image ?? block.actions)) {
    complaints.push(`a card needs a title, a body, an image or actions [json-pointer:${pointer}]`)
  }
  const controls = controlsOf([block])
  complaints.push(...controls.flatMap((control) => controlRules(control, pointer)))
  const ids = controls.map(({ actionId }) => actionId).filter((id) => id !== '')
  const twin = ids.find((id, n) => ids.indexOf(id) !== n)
  if (twin !== undefined)
    complaints.push(`\`action_id\` "${twin}" already exists for another element [json-pointer:${pointer}]`)
  return complaints
}

function controlRules({ element }: Control, pointer: string): readonly string[] {
  const complaints: string[] = []
  if (element.type === 'static_select' || element.type === 'multi_static_select') {
    if ((element.options === undefined) === (element.option_groups === undefined)) {
      complaints.push(`either options or option_groups [json-pointer:${pointer}]`)
    }
    const empty = (element.option_groups ?? []).find(({ options }) => options.length === 0 || options.length > 100)
    if (empty) complaints.push(`a group has 1 to 100 options [json-pointer:${pointer}]`)
  }
  const options = optionsOf(element)
  const values = options.map(({ value }) => value)
  const twin = values.find((value, n) => value !== undefined && values.indexOf(value) !== n)
  // No page says that Slack refuses this; an app could not tell them apart.
  if (twin !== undefined) complaints.push(`two options have the value "${twin}" [json-pointer:${pointer}]`)
  const initial = [
    ...('initial_option' in element && element.initial_option ? [element.initial_option] : []),
    ...('initial_options' in element ? (element.initial_options ?? []) : []),
  ]
  const stray = initial.find(
    ({ value, text }) => !options.some((option) => option.value === value && option.text.text === text.text),
  )
  if (stray && !element.type.includes('external')) {
    complaints.push(`initial_option is none of the options [json-pointer:${pointer}]`)
  }
  return complaints
}

/** What a message, a modal or a Home takes as a whole. */
function surfaceComplaints(blocks: readonly KnownBlock[], surface: Surface): readonly string[] {
  const most = surface === 'message' ? messageLimits.blocks : 100
  const complaints = blocks.length > most ? [`no more than ${most} items allowed [json-pointer:/blocks]`] : []
  const tables = blocks.filter(({ type }) => type === 'table').length
  if (tables > messageLimits.tables) complaints.push('only one table is allowed')
  const focused = controlsOf(blocks).filter(({ element }) => 'focus_on_load' in element && element.focus_on_load)
  if (focused.length > 1) complaints.push('only one element can have focus_on_load')
  return complaints
}

function twins(blocks: readonly KnownBlock[]): readonly string[] {
  const ids = blocks.map(({ block_id: id }) => id)
  const twin = ids.find((id, n) => ids.indexOf(id) !== n)
  return twin === undefined ? [] : [`\`block_id\` "${twin}" already exists`]
}

/** Slack gives a `block_id` and an `action_id` to what has none. */
function named(block: KnownBlock): KnownBlock {
  const id = { block_id: block.block_id ?? newId('b') }
  const element = <T extends object>(each: T): T =>
    'type' in each && each.type !== 'image' ? { action_id: newId('a'), ...each } : each
  switch (block.type) {
    case 'actions':
      return { ...block, ...id, elements: block.elements.map(element) }
    case 'section':
      return { ...block, ...id, ...(block.accessory && { accessory: element(block.accessory) }) }
    case 'input':
      return { ...block, ...id, element: element(block.element) }
    default:
      return { ...block, ...id }
  }
}

/** Characters of everything that is shown. */
function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textIn(each), 0)
  if (!isFields(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, each]) => sum + (name === 'text' && typeof each === 'string' ? each.length : textIn(each)),
    0,
  )
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
