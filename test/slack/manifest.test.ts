import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }
import { methods } from '../../adapters/slack/methods.ts'
import { shortcuts } from '../../adapters/slack/shortcuts.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { nameOf } from '../../src/port/command.ts'

const { bot: scopes } = manifest.oauth_config.scopes
const { bot_events: events } = manifest.settings.event_subscriptions

/** What Slack asks for before it tells of an event. */
const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  // Facts of docs.slack.dev/reference/events/channel_id_changed: no scope is asked for.
  channel_id_changed: [],
  channel_left: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
}

describe('the manifest', () => {
  it('asks for a scope for every method that the adapter calls, and for every event that it hears', () => {
    for (const [method, { scopes: needed }] of Object.entries(methods))
      expect([method, needed.length === 0 || needed.some((scope) => scopes.includes(scope))]).toEqual([method, true])
    for (const event of events)
      expect([event, eventScopes[event]?.every((scope) => scopes.includes(scope))]).toEqual([event, true])
  })

  it('asks for no scope that nothing needs, and for none that reads what people say', () => {
    const needed = new Set<string>([
      ...Object.values(methods).flatMap(({ scopes: oneOf }) => oneOf),
      ...events.flatMap((event) => eventScopes[event] ?? []),
      'commands',
      // A file that somebody puts into a form is fetched with it: no method stands for that.
      'files:read',
    ])
    expect(scopes.filter((scope) => !needed.has(scope))).toEqual([])
    expect(scopes.filter((scope) => /history|email|reactions/.test(scope))).toEqual([])
  })

  it('has each scope explained to whoever installs the app', () => {
    const page = readFileSync('docs/slack.md', 'utf8')
    for (const scope of scopes) expect(page).toContain(`| \`${scope}\` |`)
  })

  it('has every shortcut that the adapter knows, each for a command and a field that there is', () => {
    expect(manifest.features.shortcuts.map(({ callback_id: id }) => id).toSorted()).toEqual(
      Object.keys(shortcuts).toSorted(),
    )
    for (const { command, field } of Object.values(shortcuts))
      expect(Object.keys(catalogue.find((one) => nameOf(one) === command)?.ask ?? {})).toContain(field)
  })

  it('keeps to what Slack takes of one', () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35)
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140)
    for (const { name, description } of manifest.features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24)
      expect(description.length).toBeLessThanOrEqual(150)
    }
  })
})
