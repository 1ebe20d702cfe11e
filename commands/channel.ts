import { defineOwn, type Own } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'
import { caucusHere } from './member.ts'

type Settling = Extract<Own, { readonly own: 'settle hand change' }>

const caucus = optional(field.caucus({ hint: 'command/caucus-hint' }))

/** What a change by hand is to mean. */
const settling = (verb: 'keep' | 'remove' | 'return', as: Settling['as']) =>
  defineOwn({
    name: ['channel', verb],
    where: ['anywhere'],
    title: `command/channel-${verb}`,
    about: `command/channel-${verb}-about`,
    whose: 'channel keepers',
    ask: { member: field.member(), caucus },
    row: (given, { place }) => {
      const meant = caucusHere(given.caucus, place)
      return { own: 'settle hand change', as, member: given.member, ...(meant && { caucus: meant }) }
    },
  })

/** Channels, and who is in them besides the seats: rows of the platforms, no acts of the procedure. */
export const channelCommands = [
  defineOwn({
    name: ['channel', 'open'],
    where: ['anywhere'],
    title: 'command/channel-open',
    about: 'command/channel-open-about',
    whose: 'channel keepers',
    ask: {},
    row: () => ({ own: 'open channels' }),
  }),
  defineOwn({
    name: ['channel', 'link'],
    where: ['anywhere'],
    title: 'command/channel-link',
    about: 'command/channel-link-about',
    whose: 'channel keepers',
    ask: { channel: field.line('command/channel', { max: 200, hint: 'command/channel-hint' }), caucus },
    row: ({ channel, caucus: named }) => ({ own: 'link channel', channel, ...(named && { caucus: named }) }),
  }),
  defineOwn({
    name: ['channel', 'check'],
    where: ['anywhere'],
    title: 'command/channel-check',
    about: 'command/channel-check-about',
    whose: 'channel keepers',
    ask: {},
    row: () => ({ own: 'check channels' }),
  }),
  settling('keep', 'stays'),
  settling('remove', 'goes'),
  settling('return', 'comes back'),
]
