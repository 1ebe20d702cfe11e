import { type ManifestPart } from './app.ts'

/** Of an app that may do all that is emulated: for tests that are not about what it asked for. */
export const everything: ManifestPart = {
  features: {
    app_home: { home_tab_enabled: true },
    slash_commands: [{ command: '/caucus', should_escape: true }],
    shortcuts: [
      { type: 'message', callback_id: 'raise_concern' },
      { type: 'message', callback_id: 'submit_proposal' },
      { type: 'global', callback_id: 'desk' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'commands',
        'chat:write',
        'groups:write',
        'groups:read',
        'channels:manage',
        'channels:read',
        'channels:join',
        'users:read',
        'im:write',
        'im:read',
        'pins:write',
        'pins:read',
        'files:write',
        'files:read',
        'team:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'member_joined_channel',
        'member_left_channel',
        'channel_archive',
        'group_archive',
        'channel_unarchive',
        'group_unarchive',
        'channel_deleted',
        'channel_id_changed',
        'channel_left',
        'group_left',
        'group_deleted',
        'channel_rename',
        'group_rename',
        'user_change',
        'app_uninstalled',
        'tokens_revoked',
      ],
    },
  },
}
