/** How much of a method Slack takes: https://docs.slack.dev/apis/web-api/rate-limits. */
export type Tier = 'free' | 'message' | 2 | 3 | 4

interface MethodNeeds {
  readonly tier: Tier
  /** Any one of these scopes is enough; none where every app may. */
  readonly scopes: readonly string[]
  /** Whether it can be done twice without harm, and so be tried again after a lost connection. */
  readonly again: boolean
}

const readsChannels = ['groups:read', 'channels:read']
const managesChannels = ['groups:write', 'channels:manage']

/** Every method of Slack's that this adapter calls. `api.ts` takes no other, and the manifest's scopes cover each. */
export const methods = {
  'auth.test': { tier: 'free', scopes: [], again: true },
  'chat.postMessage': { tier: 'message', scopes: ['chat:write'], again: false },
  'chat.postEphemeral': { tier: 4, scopes: ['chat:write'], again: false },
  'chat.update': { tier: 3, scopes: ['chat:write'], again: true },
  'conversations.create': { tier: 2, scopes: managesChannels, again: false },
  'conversations.setTopic': { tier: 2, scopes: managesChannels, again: true },
  'conversations.invite': { tier: 3, scopes: managesChannels, again: true },
  'conversations.kick': { tier: 3, scopes: managesChannels, again: true },
  'conversations.info': { tier: 3, scopes: readsChannels, again: true },
  'conversations.list': { tier: 2, scopes: readsChannels, again: true },
  'conversations.members': { tier: 4, scopes: readsChannels, again: true },
  'files.getUploadURLExternal': { tier: 4, scopes: ['files:write'], again: false },
  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], again: false },
  'pins.add': { tier: 2, scopes: ['pins:write'], again: true },
  'pins.remove': { tier: 2, scopes: ['pins:write'], again: true },
  'users.info': { tier: 4, scopes: ['users:read'], again: true },
  'users.list': { tier: 2, scopes: ['users:read'], again: true },
  'views.open': { tier: 4, scopes: [], again: false },
  'views.push': { tier: 4, scopes: [], again: false },
  'views.update': { tier: 4, scopes: [], again: true },
  'views.publish': { tier: 4, scopes: [], again: true },
} as const satisfies Readonly<Record<string, MethodNeeds>>

export type Method = keyof typeof methods
