import {
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
} from 'discord.js'
import { asText } from '../../src/port/as-text.ts'
import type { Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { checked, wrongIn } from './check.ts'
import { rendered } from './render.ts'
import type { Spelling } from './words.ts'

/** One message that one person sees. */
export interface PrivateMessage {
  readonly components: readonly APIMessageTopLevelComponent[]
  readonly file?: { readonly name: string; readonly content: string }
}

/** So many messages are read one after the other; what is longer comes as a file as well. */
const mostMessages = 4
const fileName = 'whole.txt'

/** The whole of a card for one person: in as many messages as people read, else with a file of all of it. */
export function privately(card: Card, how: Spelling, now: string): readonly PrivateMessage[] {
  const { card: one, pages } = fit(card, limitsOf.discord, how.say)
  if (pages.length <= mostMessages) return pages.map((page) => ({ components: rendered(page, how) }))
  const file: APIMessageTopLevelComponent = { type: ComponentType.File, file: { url: `attachment://${fileName}` } }
  return [
    {
      components: checked([...rendered(withoutReadOn(one), how), file]),
      file: { name: fileName, content: asText(card, { now, zone: 'UTC', width: 100, say: how.say }) },
    },
  ]
}

const withoutReadOn = (card: Card): Card => ({
  ...card,
  nodes: card.nodes.map((node) =>
    node.kind === 'buttons'
      ? { ...node, buttons: node.buttons.filter(({ press }) => press.kind !== 'page' || press.page.page !== 'whole') }
      : node,
  ),
})

/** A card with buttons of the adapter's own below it: what is too long for one message has them in the last. */
export function withOwnButtons(
  card: Card,
  buttons: readonly APIButtonComponentWithCustomId[],
  how: Spelling,
): readonly PrivateMessage[] {
  const row: APIActionRowComponent<APIButtonComponentWithCustomId> = {
    type: ComponentType.ActionRow,
    components: [...buttons],
  }
  const { pages } = fit(card, limitsOf.discord, how.say)
  const drawn = pages.map((page) => rendered(page, how))
  const together = [...drawn.flat(), row]
  if (drawn.length === 1 && wrongIn(together).length === 0) return [{ components: together }]
  return [...drawn.map((components) => ({ components })), { components: checked([row]) }]
}
