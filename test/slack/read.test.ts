import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, unescaped } from '../../adapters/slack/escape.ts'
import { lineOf, messageWords, place, pressedIn, spotOf, teamsIn } from '../../adapters/slack/read.ts'
import { pressToken } from '../../src/port/token.ts'

const nobody = () => 'nobody'
const names = new Map([['U1', 'Ana Souza']])
const press = { kind: 'command', command: 'gauge answer', answers: { answer: 'support' } } as const

/** A press as Slack sends it, from a card in a private channel. */
const pressed = {
  type: 'block_actions',
  user: { id: 'U1', name: 'ana', team_id: 'T1' },
  team: { id: 'T1', domain: 'forum' },
  container: { type: 'message', message_ts: '1700000000.000100', channel_id: 'C1', is_ephemeral: false },
  channel: { id: 'C1', name: 'privategroup' },
  actions: [{ type: 'button', action_id: 'press:0', value: pressToken(press) }],
}

describe('words on their way in', () => {
  it('come back as they were typed, whatever marks are in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(unescaped(escaped(words), nobody)).toBe(words)
      }),
    )
  })

  it('keep whom a command means, and read a mention among other words as a name', () => {
    expect(lineOf('member seat <@U1|ana> civil --note "for <@U1|ana> &amp; all"', names)).toBe(
      'member seat <@U1> civil --note "for @Ana Souza & all"',
    )
    expect(lineOf('member seat <@U2>', names)).toBe('member seat <@U2>')
  })

  it('have links and channels as one reads them', () => {
    expect(messageWords('See <https://example.org/a|our page>, <https://example.org> and <#C1|general>', names)).toBe(
      'See our page (https://example.org/a), https://example.org and #general',
    )
    expect(messageWords('<!here> <!date^1700000000^{date}|14 Nov> <@U9>', names)).toBe('@here 14 Nov @U9')
  })
})

describe('a press', () => {
  it('on a card in a channel names the card; on what one person sees it names none', () => {
    expect(pressedIn(pressed)).toEqual({ press, where: 'C1', message: '1700000000.000100', surface: 'message' })
    const { container } = pressed
    expect(pressedIn({ ...pressed, container: { ...container, is_ephemeral: true } })?.message).toBeUndefined()
    expect(pressedIn({ ...pressed, channel: { id: 'D1', name: 'directmessage' } })).toMatchObject({
      where: 'direct',
      message: undefined,
    })
  })

  it('in a window stands where the person stood when it opened, and on Home in their own place', () => {
    const { channel: _channel, container: _container, ...inView } = pressed
    const view = { type: 'modal', private_metadata: JSON.stringify({ c: '', s: {}, w: 'C7' }) }
    expect(pressedIn({ ...inView, view })).toMatchObject({ where: 'C7', surface: 'modal' })
    expect(pressedIn({ ...inView, view: { type: 'home' } })).toMatchObject({ where: 'direct', surface: 'home' })
  })

  it('of a button that no version of ours has made means nothing', () => {
    for (const body of [undefined, {}, { ...pressed, actions: [] }, { ...pressed, actions: [{ value: 'x' }] }])
      expect(pressedIn(body)).toBeUndefined()
  })
})

describe('where a payload belongs', () => {
  it('is the workspace in which the bot is installed, not the one that a guest comes from', () => {
    expect(teamsIn({ team_id: 'T1' })).toEqual(['T1'])
    expect(teamsIn(pressed)[0]).toBe('T1')
    expect(
      teamsIn({
        ...pressed,
        user: { id: 'U9', team_id: 'T9' },
        view: { app_installed_team_id: 'T1' },
        team: { id: 'T9' },
      }),
    ).toEqual(['T1', 'T9', 'T9'])
    expect(teamsIn({ team_id: 'T9', authorizations: [{ team_id: 'T1', enterprise_id: null }] })[0]).toBe('T1')
    expect(teamsIn({ team: null, enterprise: { id: 'E1' }, is_enterprise_install: true })[0]).toBe('E1')
    expect(teamsIn(undefined)).toEqual([])
  })

  it('is a channel, or somebody’s own place', () => {
    expect(spotOf({ id: 'D1', name: 'directmessage' })).toBe('direct')
    expect(spotOf({ id: 'C1', name: 'privategroup' })).toBe('C1')
    expect(place('direct')).toEqual({ platform: 'slack', channel: 'direct' })
  })
})
