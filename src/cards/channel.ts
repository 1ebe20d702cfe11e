import { caucusId, memberId, type Place } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import { buttons, commandButton, line, type Card } from '../port/card.ts'
import { code, memberText } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import { placeNamed } from '../views/naming.ts'
import type { Rows } from '../views/viewer.ts'
import { placeParts } from './words.ts'

/** What a notice about channels is about. */
export interface ChannelNotice {
  readonly kind: string
  readonly data: object
}

interface HandChanged {
  readonly place: Place
  readonly member: string
  readonly change: 'came' | 'left'
}

const openWord = code('/caucus channel open')
const checkWord = code('/caucus channel check')

/** Asks the chair of a caucus what a change by hand is to mean: being in a channel gives no seat, and leaving it ends none. */
export function handChangeCard({ data }: ChannelNotice, world: World, rows: Rows, say: Say): Card {
  const { place, member, change } = data as HandChanged
  const name = rows.nameOf(memberId.parse(member))
  const named = placeParts(placeNamed(world.assembly, rows, place), say)
  const said = say(change === 'came' ? 'channel/came' : 'channel/left', {
    remove: code('/caucus member remove'),
    name: name === undefined ? '' : memberText(name),
    place: named,
  })
  const caucus = place === 'plenary' ? {} : { caucus: caucusId.parse(place) }
  const button = (key: Key, command: string, ask?: true) =>
    commandButton(say(key), command, { member, ...caucus }, { ...(ask && { ask }) })
  const offered =
    change === 'came'
      ? [
          button('channel/do-seat', 'member seat', true),
          button('channel/do-keep', 'channel keep'),
          button('channel/do-remove', 'channel remove'),
        ]
      : [button('channel/do-return', 'channel return')]
  return { summary: said, nodes: [line(said), buttons(offered)] }
}

/** Tells whoever asked for the channels that they are there, or which are not, and why. */
export function channelsOpenedCard({ data }: ChannelNotice, world: World, rows: Rows, say: Say): Card {
  const { opened } = data as { opened: readonly { place: Place; trouble?: string }[] }
  const refused = opened.flatMap(({ place, trouble }) => (trouble === undefined ? [] : [{ place, trouble }]))
  const said = say('channel/opened', { count: opened.length - refused.length, check: checkWord })
  return {
    summary: said,
    nodes: [
      line(said),
      ...refused.map(({ place, trouble }) =>
        line(
          say('channel/refused', {
            place: placeParts(placeNamed(world.assembly, rows, place), say),
            trouble: code(trouble),
            check: checkWord,
          }),
        ),
      ),
    ],
  }
}

/** Tells the secretariat that a channel is gone. */
export function channelGoneCard({ data }: ChannelNotice, world: World, rows: Rows, say: Say): Card {
  const { place } = data as { place: Place }
  const said = say('channel/is-gone', {
    place: placeParts(placeNamed(world.assembly, rows, place), say),
    open: openWord,
  })
  return { summary: said, nodes: [line(said), buttons([commandButton(say('channel/do-open'), 'channel open')])] }
}
