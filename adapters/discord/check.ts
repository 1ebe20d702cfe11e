import { ComponentType, type APIMessageTopLevelComponent } from 'discord.js'

// discord.js checks none of these: Discord would answer 400, or 500 for too many bytes. platforms.md, 1.2.
const most = { components: 40, chars: 4_000, bytes: 10_170, customId: 100, label: 80, inRow: 5 } as const
/** Discord counts some bytes of its own around each text. */
const aroundText = 12

/** A component as JSON, of any kind. */
interface Any {
  readonly type: ComponentType
  readonly components?: readonly Any[]
  readonly accessory?: Any
  readonly content?: string
  readonly custom_id?: string
  readonly label?: string
}

const withInner = (component: Any): readonly Any[] => [
  component,
  ...(component.components ?? []).flatMap(withInner),
  ...(component.accessory ? [component.accessory] : []),
]

/** What Discord would refuse in the components of a message, in words; empty when it takes them. */
export function wrongIn(components: readonly APIMessageTopLevelComponent[]): readonly string[] {
  const all = (components as readonly Any[]).flatMap(withInner)
  const texts = all.flatMap(({ content }) => content ?? [])
  const chars = texts.reduce((sum, text) => sum + text.length, 0)
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + aroundText, 0)
  const ids = all.flatMap(({ custom_id: id }) => id ?? [])
  const labels = all.filter(({ type }) => type === ComponentType.Button).map(({ label = '' }) => label)
  const rows = all.filter(({ type }) => type === ComponentType.ActionRow)
  return [
    all.length > most.components && `${all.length} components`,
    chars > most.chars && `${chars} characters`,
    bytes > most.bytes && `${bytes} bytes`,
    texts.some((text) => text.trim() === '') && 'an empty text',
    ids.some((id) => id.length > most.customId) && 'a custom id that is too long',
    new Set(ids).size < ids.length && 'a custom id twice',
    labels.some((label) => label.trim() === '' || label.length > most.label) && 'a label that is empty or too long',
    rows.some(({ components: inside = [] }) => inside.length === 0 || inside.length > most.inRow) && 'a row',
  ].filter((wrong) => wrong !== false)
}

/** Throws for components that Discord would refuse: that is our mistake. */
export function checked(components: readonly APIMessageTopLevelComponent[]): readonly APIMessageTopLevelComponent[] {
  const wrong = wrongIn(components)
  if (wrong.length > 0) throw new Error(`Discord would not take this message: ${wrong.join(', ')}`)
  return components
}
