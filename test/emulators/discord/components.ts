import { ButtonStyle, ComponentType as Type } from 'discord.js'
import { listOf, rawOf, type Raw } from './raw.ts'
import { refusals, type Wrong } from './refusal.ts'

// Rules of components that Discord's OpenAPI does not say.

type Path = readonly (string | number)[]

interface Found {
  readonly component: Raw
  readonly path: Path
}

/** Every component, the nested ones too, with where it is. */
export function everyComponent(components: unknown, path: Path = ['components']): readonly Found[] {
  return listOf(components).flatMap((component, index) => {
    const here = [...path, index]
    const accessory = rawOf(component['accessory'])
    const inner = rawOf(component['component'])
    return [
      { component, path: here },
      ...everyComponent(component['components'], [...here, 'components']),
      ...(accessory ? [{ component: accessory, path: [...here, 'accessory'] }] : []),
      ...(inner ? [{ component: inner, path: [...here, 'component'] }] : []),
    ]
  })
}

const selects: ReadonlySet<unknown> = new Set([
  Type.StringSelect,
  Type.UserSelect,
  Type.RoleSelect,
  Type.MentionableSelect,
  Type.ChannelSelect,
])
export const isSelect = ({ type }: Raw): boolean => selects.has(type)

const inherent = (path: Path, code: string, message: string): Wrong => ({ path, code, message })

/** Components of a message. `isV2`: the message has the flag IsComponentsV2. */
export function checkMessageComponents(components: unknown, isV2: boolean): void {
  const found = everyComponent(components)
  const wrongs: Wrong[] = [
    ...duplicates(found),
    ...found.flatMap(({ component, path }) => buttonWrongs(component, path)),
    ...found.flatMap(({ component, path }) => rowWrongs(component, path)),
    ...found.flatMap(({ component, path }) => selectWrongs(component, path)),
  ]
  const top = listOf(components)
  if (!isV2) {
    for (const [index, { type }] of top.entries()) {
      if (type !== Type.ActionRow)
        wrongs.push(inherent(['components', index], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).'))
    }
    if (top.length > 5)
      wrongs.push(inherent(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'))
  }
  // https://discord.com/developers/docs/components/reference: 40 components in all, nested ones counted.
  if (found.length > 40)
    wrongs.push(
      inherent(
        ['components'],
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        'The maximum number of components in this message is 40',
      ),
    )
  const displays = found.filter(({ component }) => component['type'] === Type.TextDisplay)
  const texts = displays.map(({ component }) => String(component['content']))
  const chars = texts.reduce((sum, { length }) => sum + length, 0)
  if (chars > 4_000)
    wrongs.push(
      inherent(
        ['components'],
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        'The total displayable text size exceeds the maximum size of 4000',
      ),
    )
  if (wrongs.length > 0) throw refusals.formBody(wrongs)
}

/** Bytes of all Text Displays as Discord counts them, about 12 more for each: discord-api-docs #8554. */
export const processedBytes = (components: unknown): number =>
  everyComponent(components)
    .filter(({ component }) => component['type'] === Type.TextDisplay)
    .reduce((sum, { component }) => sum + Buffer.byteLength(String(component['content'])) + 12, 0)

/** Components of a modal. */
export function checkModalComponents(components: unknown): void {
  const found = everyComponent(components)
  const top = listOf(components)
  const wrongs: Wrong[] = [
    ...duplicates(found),
    ...found.flatMap(({ component, path }) => selectWrongs(component, path)),
    ...found.flatMap(({ component, path }) => rangeWrongs(component, path)),
    ...found.flatMap(({ component, path }) => groupWrongs(component, path)),
  ]
  if (top.length < 1 || top.length > 5)
    wrongs.push(inherent(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'))
  if (wrongs.length > 0) throw refusals.formBody(wrongs)
}

function duplicates(found: readonly Found[]): readonly Wrong[] {
  const ids = new Set<unknown>()
  const numbers = new Set<unknown>()
  return found.flatMap(({ component: { custom_id: custom, id }, path }) => {
    const wrongs: Wrong[] = []
    if (custom !== undefined && ids.has(custom))
      wrongs.push(
        inherent([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
      )
    if (typeof id === 'number' && id !== 0 && numbers.has(id))
      wrongs.push(inherent([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'))
    ids.add(custom)
    numbers.add(id)
    return wrongs
  })
}

function buttonWrongs(button: Raw, path: Path): readonly Wrong[] {
  if (button['type'] !== Type.Button) return []
  const wrongs: Wrong[] = []
  const isLink = button['style'] === ButtonStyle.Link
  const isPremium = button['style'] === ButtonStyle.Premium
  const required = (key: string): void => {
    if (button[key] === undefined || button[key] === null)
      wrongs.push(inherent([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required'))
  }
  if (isLink) required('url')
  else if (!isPremium) required('custom_id')
  if (isLink && button['custom_id'] !== undefined)
    wrongs.push(
      inherent(
        [...path, 'custom_id'],
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      ),
    )
  if (!isLink && button['url'] !== undefined && button['url'] !== null)
    wrongs.push(
      inherent(
        [...path, 'url'],
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      ),
    )
  if (!isPremium && !button['label'] && !button['emoji'])
    wrongs.push(
      inherent([...path, 'label'], 'BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL', 'A label or an emoji is required'),
    )
  return wrongs
}

function rowWrongs(row: Raw, path: Path): readonly Wrong[] {
  if (row['type'] !== Type.ActionRow) return []
  const children = listOf(row['components'])
  const hasSelect = children.some(isSelect)
  if (!hasSelect || children.length === 1) return []
  return [
    inherent(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'Components displayed exceed the maximum width',
    ),
  ]
}

function selectWrongs(select: Raw, path: Path): readonly Wrong[] {
  if (!isSelect(select)) return []
  const wrongs = [...rangeWrongs(select, path)]
  const options = listOf(select['options'])
  if (select['type'] === Type.StringSelect) {
    const values = options.map(({ value }) => value)
    for (const [index, value] of values.entries()) {
      if (values.indexOf(value) !== index)
        wrongs.push(
          inherent(
            [...path, 'options', index, 'value'],
            'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            'The specified option value is already used',
          ),
        )
    }
    const max = numberOf(select['max_values']) ?? 1
    if (max > options.length)
      wrongs.push(
        inherent(
          [...path, 'max_values'],
          'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE',
          'Must be at most the number of options',
        ),
      )
    if (options.filter((option) => option['default'] === true).length > max)
      wrongs.push(
        inherent([...path, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', 'More options are chosen than may be'),
      )
  }
  return wrongs
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

function rangeWrongs(component: Raw, path: Path): readonly Wrong[] {
  for (const [low, high] of [
    ['min_values', 'max_values'],
    ['min_length', 'max_length'],
  ] as const) {
    const min = numberOf(component[low])
    const max = numberOf(component[high]) ?? (low === 'min_values' ? 1 : 4_000)
    if (min !== undefined && min > max)
      return [inherent([...path, low], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)]
  }
  return []
}

function groupWrongs(group: Raw, path: Path): readonly Wrong[] {
  const options = listOf(group['options'])
  if (group['type'] === Type.RadioGroup && (options.length < 2 || options.length > 10))
    return [inherent([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 10 in length.')]
  if (group['type'] === Type.CheckboxGroup && (options.length < 1 || options.length > 10))
    return [inherent([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 10 in length.')]
  return []
}
