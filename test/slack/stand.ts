import { expect } from 'vitest'
import { slackApp, type Installations, type SlackApp, type SlackOptions } from '../../adapters/slack/index.ts'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }
import type { Catalogue } from '../../src/port/command.ts'
import type { Form, GivenAnswers } from '../../src/port/form.ts'
import { messageId, personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import type { Dispatch } from '../../src/port/invocation.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { startSlack, type Slack } from '../emulators/slack/index.ts'
import type { Stand } from '../port/contract.ts'

/** How Slack reaches the bot: both ways have to keep every promise. */
export const ways = ['socket', 'http'] as const
export type Way = (typeof ways)[number]

/** The bot on an emulated Slack: the real Bolt, our adapter, and what it logged. */
export interface Setting {
  readonly slack: Slack
  readonly app: SlackApp
  readonly platform: ChatPlatform
  readonly logged: readonly string[]
  /** Starts the platform, and has Slack deliver to it. */
  start(dispatch: Dispatch, hear?: Parameters<ChatPlatform['start']>[2], catalogue?: Catalogue): Promise<void>
  stop(): Promise<void>
}

export interface SettingOptions {
  readonly way?: Way
  readonly more?: Partial<Pick<SlackOptions, 'rates' | 'now' | 'onWorkspace'>>
  readonly slack?: Parameters<typeof startSlack>[0]
}

export async function settingOf({ way = 'socket', more, slack: emulated }: SettingOptions = {}): Promise<Setting> {
  const slack = await startSlack({ manifest, ...emulated })
  const logged: string[] = []
  const app = await slackApp({
    access: { botToken: slack.botToken },
    connection: connectionFor(slack, way),
    apiUrl: slack.apiUrl,
    log: (line) => logged.push(line),
    ...more,
  })
  const [home] = app.homes()
  if (!home) throw new Error('the bot is in no workspace')
  const { platform } = home
  return {
    slack,
    app,
    platform,
    logged,
    async start(dispatch, hear = async () => await Promise.resolve(), catalogue = []) {
      await platform.start(catalogue, dispatch, hear)
      deliverTo(slack, app, way)
    },
    async stop() {
      await platform.stop()
      await slack.stop()
    },
  }
}

/** Everything was delivered, answered and said. */
export async function calmed({ slack, app }: Pick<Setting, 'slack' | 'app'>): Promise<void> {
  await slack.settled(40)
  await app.answered()
  await slack.settled(40)
}

export const connectionFor = (slack: Slack, way: Way): SlackOptions['connection'] =>
  way === 'http'
    ? { mode: 'http', signingSecret: slack.signingSecret, host: '127.0.0.1', port: 0 }
    : { mode: 'socket', appToken: slack.appToken, host: '127.0.0.1', port: 0 }

export function deliverTo(slack: Slack, app: SlackApp, way: Way): void {
  if (way === 'http') slack.deliverTo(`${app.address() ?? ''}/slack/events`)
}

/** Installations in memory, as the database keeps them. */
export function installationsInMemory(): Installations & { readonly rows: Map<string, Uint8Array> } {
  const rows = new Map<string, Uint8Array>()
  return {
    rows,
    keep: async (team, sealed) => void (await Promise.resolve(rows.set(team, sealed))),
    forget: async (team) => void (await Promise.resolve(rows.delete(team))),
    all: async () => await Promise.resolve([...rows].map(([workspace, sealed]) => ({ workspace, sealed }))),
  }
}

/** A form whose only field is looked up while somebody types. */
const lookingUp = (command: string, name: string): Form => ({
  command,
  title: 'Choose',
  intro: [],
  fields: [{ name, label: name, required: false, asked: { kind: 'choice', choices: [], more: true } }],
  submit: 'Send',
  settled: {},
})

/** The emulator's hands and eyes, as the contract of a chat platform wants them. */
export async function standOn(way: Way): Promise<Stand> {
  const setting = await settingOf({ way })
  const { slack, app } = setting
  const calm = async () => await calmed(setting)
  let form: Form | undefined
  let next: Form | undefined
  // The contract's own dispatch is asked; what it shows is remembered, for people fill in what they see.
  const watching =
    (dispatch: Dispatch): Dispatch =>
    async (invocation) => {
      const [planned] = next ? [next] : []
      next = undefined
      const reply = planned ? ({ kind: 'form', form: planned } as const) : await dispatch(invocation)
      if (reply.kind === 'form') ({ form } = reply)
      return reply
    }
  const platform: ChatPlatform = {
    ...setting.platform,
    async start(catalogue, dispatch, hear) {
      await setting.platform.start(catalogue, watching(dispatch), hear)
      deliverTo(slack, app, way)
    },
  }
  const closeAll = async (person: PersonId) => {
    while (slack.seenBy(person, 'form') !== '') await slack.close(person)
  }
  const stand: Stand = {
    platform,
    enrol: async (name) => await Promise.resolve(personId.parse(slack.enrol(name))),
    async say(person, spot, line) {
      await closeAll(person)
      await slack.slash(person, spot, line)
      await calm()
    },
    speak: async (person, channel, words) => void (await Promise.resolve(slack.say(person, channel, words))),
    async press(person, spot, label) {
      await closeAll(person)
      await slack.click(person, spot, label)
      await calm()
    },
    async submit(person, answers) {
      await slack.submit(person, filled(form, answers))
      await calm()
    },
    async choicesFor(person, channel, command, name, typed) {
      next = lookingUp(command, name)
      await stand.say(person, channel, `/caucus ${command}`)
      return await slack.suggest(person, name, typed)
    },
    async redeliver() {
      await slack.redeliver()
      await calm()
    },
    seenBy: async (person, spot) => await Promise.resolve(slack.seenBy(person, spot)),
    pinnedIn: async (channel) =>
      await Promise.resolve(slack.pinnedIn(channel).map((message) => messageId.parse(message))),
    byHand: {
      async bringIn(person, channel) {
        slack.joinByHand(person, channel)
        await calm()
      },
      async takeOut(person, channel) {
        slack.kickByHand(person, channel)
        await calm()
      },
    },
    async remove(channel: ChannelId, message) {
      if (message === undefined) slack.removeChannel(channel)
      else slack.removeMessage(channel, message)
      await calm()
    },
    async stop() {
      await setting.stop()
      // What Slack would have refused, been kept waiting by, or shouted: a well-kept app does none of it. Nobody answers
      // for a bot that has stopped.
      expect(slack.faults.filter(({ says }) => !says.endsWith('connection_failed'))).toEqual([])
    },
  }
  return stand
}

/** People fill in what they read: the labels of the form that is open. */
function filled(
  form: Form | undefined,
  answers: GivenAnswers,
): Readonly<Record<string, string | boolean | readonly string[]>> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      form?.fields.find((field) => field.name === name)?.label ?? name,
      value,
    ]),
  )
}
