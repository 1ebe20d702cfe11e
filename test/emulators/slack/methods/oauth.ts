import { Refused } from '../refused.ts'
import { type Method } from './method.ts'

export const oauth: Readonly<Record<string, Method>> = {
  'oauth.v2.access': {
    tier: 4,
    scopes: [],
    token: 'none',
    run: ({ app, args }) => {
      if (args.maybe('client_id') !== app.clientId) throw new Refused('invalid_client_id', {}, 'another client_id')
      if (args.maybe('client_secret') !== app.clientSecret) throw new Refused('bad_client_secret', {}, 'a wrong secret')
      const grant = app.grants.get(args.text('code'))
      if (!grant || grant.until < app.clock.now()) throw new Refused('invalid_code')
      if ((args.maybe('redirect_uri') ?? grant.redirectUri) !== grant.redirectUri) throw new Refused('bad_redirect_uri')
      if (grant.used) throw new Refused('code_already_used', {}, 'a code used twice')
      grant.used = true
      const { workspace } = grant
      return {
        app_id: app.id,
        authed_user: { id: grant.user },
        scope: grant.scopes.join(','),
        token_type: 'bot',
        access_token: app.install(workspace, grant.scopes),
        bot_user_id: workspace.bot.id,
        team: { id: workspace.id, name: workspace.name },
        enterprise: null,
        is_enterprise_install: false,
      }
    },
  },
}
