import { personAt, type Hands } from './hands.ts'
import { type Channel } from './workspace.ts'

/** What stands in every payload of an interaction. */
export function whoIs(hands: Hands, user: string): Readonly<Record<string, unknown>> {
  const { app, workspace } = hands
  const person = personAt(hands, user)
  return {
    user: { id: user, username: person.name, name: person.name, team_id: person.team },
    api_app_id: app.id,
    token: app.verificationToken,
    team: { id: workspace.id, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** The name of a channel as payloads have it: private ones and direct messages are not named. */
export const calledInPayloads = ({ kind, name }: Pick<Channel, 'kind' | 'name'>): string =>
  ({ public: name, private: 'privategroup', im: 'directmessage' })[kind]
