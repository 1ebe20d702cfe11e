import { Refused } from '../refused.ts'
import { type Person, type Workspace } from '../workspace.ts'
import { page, personOf, type Method } from './method.ts'

function personJson(workspace: Workspace, person: Person, withLocale: boolean): Readonly<Record<string, unknown>> {
  return {
    id: person.id,
    team_id: person.team,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    ...(person.tz !== undefined && { tz: person.tz, tz_label: person.tz, tz_offset: 0 }),
    ...(withLocale && person.locale !== undefined && { locale: person.locale }),
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: '',
      display_name_normalized: '',
      team: person.team,
    },
    is_admin: false,
    is_owner: false,
    is_restricted: person.kind === 'guest' || person.kind === 'single-channel guest',
    is_ultra_restricted: person.kind === 'single-channel guest',
    is_bot: person.kind === 'bot',
    ...(person.kind === 'stranger' && { is_stranger: true }),
    updated: 0,
    ...(person.id === workspace.bot.id && { is_app_user: false }),
  }
}

export const people: Readonly<Record<string, Method>> = {
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    run: (call) => {
      const person = personOf(call, call.args.text('user'))
      return { user: personJson(call.workspace, person, call.args.flag('include_locale')) }
    },
  },

  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    run: (call) => {
      const [some, next] = page(call, [...call.workspace.people.values()], 1_000)
      const withLocale = call.args.flag('include_locale')
      return {
        members: some.map((person) => personJson(call.workspace, person, withLocale)),
        cache_ts: Math.floor(call.app.clock.now() / 1_000),
        ...next,
      }
    },
  },

  'users.lookupByEmail': {
    tier: 3,
    scopes: ['users:read.email'],
    run: () => {
      throw new Refused('users_not_found')
    },
  },

  'auth.test': {
    tier: 'free',
    scopes: [],
    run: ({ workspace }) => ({
      url: `https://${workspace.domain}.slack.example/`,
      team: workspace.name,
      user: workspace.bot.name,
      team_id: workspace.id,
      user_id: workspace.bot.id,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  },

  'team.info': {
    tier: 3,
    scopes: ['team:read'],
    run: ({ workspace }) => ({ team: { id: workspace.id, name: workspace.name, domain: workspace.domain } }),
  },

  'apps.connections.open': {
    tier: 1,
    scopes: [],
    token: 'app',
    run: ({ sockets }) => ({ url: sockets.ticket() }),
  },
}
