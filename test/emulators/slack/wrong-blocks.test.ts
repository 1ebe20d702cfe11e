import { type KnownBlock, type View } from '@slack/types'
import { type WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, refusal } from './client.ts'
import { startSlack, type Slack } from './index.ts'

let slack: Slack
let client: WebClient
let ana: string

beforeAll(async () => {
  slack = await startSlack()
  client = clientOf(slack)
  ana = slack.enrol('Ana Souza')
  for (const method of ['chat.postMessage', 'views.publish']) slack.rate(method, { burst: 1_000, perMinute: 1_000 })
})
afterAll(() => slack.stop())

const words = (length: number): string => 'a'.repeat(length)
const plain = (text: string) => ({ type: 'plain_text', text }) as const
const section = (text: string, more: object = {}): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
})
const button = (more: object = {}) => ({ type: 'button', action_id: 'press', text: plain('Press'), ...more }) as const
const actions = (...elements: readonly object[]): KnownBlock => ({ type: 'actions', elements }) as unknown as KnownBlock
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ text: plain(`Option ${n}`), value: `o${n}` }))
const select = (more: object = {}): object => ({
  type: 'static_select',
  action_id: 'choose',
  options: options(2),
  ...more,
})
const row = (cells: number) => Array.from({ length: cells }, () => ({ type: 'raw_text', text: 'a' }))
const input = (element: object, more: object = {}): KnownBlock =>
  ({ type: 'input', label: plain('Field'), element, ...more }) as unknown as KnownBlock
const text = (more: object = {}): object => ({ type: 'plain_text_input', action_id: 'it', ...more })

/** What Slack says is wrong with these blocks in a message; nothing when it takes them. */
async function complaints(blocks: readonly object[]): Promise<readonly string[]> {
  const posting = client.chat.postMessage({ channel: ana, text: 'A card', blocks: blocks as KnownBlock[] })
  const taken = await posting.then(
    () => true,
    () => false,
  )
  if (taken) return []
  const refused = await refusal(posting)
  const { messages = [] } = refused['response_metadata'] as { messages?: readonly string[] }
  return [refused.error, ...messages]
}

describe('blocks are refused, each for one thing, and taken without it', () => {
  const cases: readonly (readonly [what: string, bad: readonly object[], good: readonly object[], says: string])[] = [
    [
      '51 blocks',
      Array.from({ length: 51 }, () => section('a')),
      Array.from({ length: 50 }, () => section('a')),
      'no more than 50 items allowed',
    ],
    [
      'a section of 3,001 characters',
      [section(words(3_001))],
      [section(words(3_000))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text]',
    ],
    ['an empty section', [section('')], [section('a')], 'must be more than 0 characters'],
    ['a section without anything', [{ type: 'section' }], [section('a')], 'missing required field: text'],
    [
      'eleven fields',
      [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('a')) }],
      [{ type: 'section', fields: Array.from({ length: 10 }, () => plain('a')) }],
      'no more than 10 items allowed',
    ],
    [
      'a field of 2,001 characters',
      [{ type: 'section', fields: [plain(words(2_001))] }],
      [{ type: 'section', fields: [plain(words(2_000))] }],
      'an entry is larger than 2000',
    ],
    [
      '11,001 characters in all',
      [...Array.from({ length: 3 }, () => section(words(3_000))), section(words(2_001))],
      [...Array.from({ length: 3 }, () => section(words(3_000))), section(words(2_000))],
      'msg_blocks_too_long',
    ],
    [
      'a header of 151 characters',
      [{ type: 'header', text: plain(words(151)) }],
      [{ type: 'header', text: plain(words(150)) }],
      'must be less than 151 characters',
    ],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }],
      [{ type: 'header', text: plain('a') }],
      'invalid_blocks',
    ],
    [
      'eleven entries of a context',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('a')) }],
      [{ type: 'context', elements: Array.from({ length: 10 }, () => plain('a')) }],
      'no more than 10 items allowed',
    ],
    [
      'an empty context',
      [{ type: 'context', elements: [] }],
      [{ type: 'context', elements: [plain('a')] }],
      'no fewer than 1 items',
    ],
    [
      '26 buttons in a row',
      [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `b${n}` })))],
      [actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `b${n}` })))],
      'no more than 25 items allowed',
    ],
    [
      'a button of 76 characters',
      [actions(button({ text: plain(words(76)) }))],
      [actions(button({ text: plain(words(75)) }))],
      'must be less than 76 characters',
    ],
    [
      'a button’s value of 2,001 characters',
      [actions(button({ value: words(2_001) }))],
      [actions(button({ value: words(2_000) }))],
      'must be less than 2001 characters',
    ],
    [
      'a button’s style that there is none of',
      [actions(button({ style: 'warning' }))],
      [actions(button({ style: 'danger' }))],
      '/style',
    ],
    [
      'a button that is no button',
      [actions(button({ colour: 'red' }))],
      [actions(button())],
      'must NOT have additional properties: colour',
    ],
    [
      'an `action_id` of 256 characters',
      [actions(button({ action_id: words(256) }))],
      [actions(button({ action_id: words(255) }))],
      'must be less than 256 characters',
    ],
    [
      'a `block_id` of 256 characters',
      [section('a', { block_id: words(256) })],
      [section('a', { block_id: words(255) })],
      'must be less than 256 characters',
    ],
    [
      'one `block_id` twice',
      [section('a', { block_id: 'x' }), section('b', { block_id: 'x' })],
      [section('a', { block_id: 'x' }), section('b', { block_id: 'y' })],
      '`block_id` "x" already exists',
    ],
    [
      'one `action_id` twice in a block',
      [actions(button(), button())],
      [actions(button()), actions(button())],
      '`action_id` "press" already exists',
    ],
    ['a block that there is none of', [{ type: 'poll', question: 'a' }], [section('a')], 'unsupported type: poll'],
    ['an element where it does not belong', [actions(text())], [actions(button())], 'invalid_blocks'],
    [
      '101 options',
      [actions(select({ options: options(101) }))],
      [actions(select({ options: options(100) }))],
      'no more than 100 items allowed',
    ],
    ['no options', [actions(select({ options: [] }))], [actions(select())], 'no fewer than 1 items'],
    [
      'neither options nor groups',
      [actions(select({ options: undefined }))],
      [actions(select())],
      'either options or option_groups',
    ],
    [
      'an option’s value of 76 characters',
      [actions(select({ options: [{ text: plain('a'), value: words(76) }] }))],
      [actions(select({ options: [{ text: plain('a'), value: words(75) }] }))],
      'must be less than 76 characters',
    ],
    [
      'two options of one value',
      [
        actions(
          select({
            options: [
              { text: plain('a'), value: 'x' },
              { text: plain('b'), value: 'x' },
            ],
          }),
        ),
      ],
      [actions(select())],
      'two options have the value "x"',
    ],
    [
      'an option chosen that is not offered',
      [actions(select({ initial_option: { text: plain('Other'), value: 'other' } }))],
      [actions(select({ initial_option: options(1)[0] }))],
      'initial_option is none of the options',
    ],
    [
      'eleven radio buttons',
      [actions({ type: 'radio_buttons', action_id: 'r', options: options(11) })],
      [actions({ type: 'radio_buttons', action_id: 'r', options: options(10) })],
      'no more than 10 items allowed',
    ],
    [
      'six entries of an overflow',
      [actions({ type: 'overflow', action_id: 'o', options: options(6) })],
      [actions({ type: 'overflow', action_id: 'o', options: options(5) })],
      'no more than 5 items allowed',
    ],
    [
      'a placeholder of 151 characters',
      [actions(select({ placeholder: plain(words(151)) }))],
      [actions(select({ placeholder: plain(words(150)) }))],
      'must be less than 151 characters',
    ],
    [
      'a confirmation of 301 characters',
      [
        actions(
          button({ confirm: { title: plain('a'), text: plain(words(301)), confirm: plain('a'), deny: plain('a') } }),
        ),
      ],
      [
        actions(
          button({ confirm: { title: plain('a'), text: plain(words(300)), confirm: plain('a'), deny: plain('a') } }),
        ),
      ],
      'must be less than 301 characters',
    ],
    [
      'a confirmation’s yes of 31 characters',
      [
        actions(
          button({ confirm: { title: plain('a'), text: plain('a'), confirm: plain(words(31)), deny: plain('a') } }),
        ),
      ],
      [
        actions(
          button({ confirm: { title: plain('a'), text: plain('a'), confirm: plain(words(30)), deny: plain('a') } }),
        ),
      ],
      'must be less than 31 characters',
    ],
    [
      'two tables',
      [
        { type: 'table', rows: [row(2)] },
        { type: 'table', rows: [row(2)] },
      ],
      [{ type: 'table', rows: [row(2)] }],
      'only one table is allowed',
    ],
    [
      'a table of 101 rows',
      [{ type: 'table', rows: Array.from({ length: 101 }, () => row(1)) }],
      [{ type: 'table', rows: Array.from({ length: 100 }, () => row(1)) }],
      'no more than 100 items allowed',
    ],
    [
      'a table of 21 columns',
      [{ type: 'table', rows: [row(21)] }],
      [{ type: 'table', rows: [row(20)] }],
      'an entry is larger than 20',
    ],
    [
      'an image without words for it',
      [{ type: 'image', image_url: 'https://example.org/a.png' }],
      [{ type: 'image', image_url: 'https://example.org/a.png', alt_text: 'A chart' }],
      'alt_text',
    ],
  ]

  it.each(cases)('%s', async (_, bad, good, says) => {
    expect((await complaints(bad)).join('\n')).toContain(says)
    expect(await complaints(good)).toEqual([])
  })
})

describe('a view is refused, each for one thing, and taken without it', () => {
  const home = (more: object = {}): object => ({ type: 'home', blocks: [section('a')], ...more })
  const modal = (more: object = {}): object => ({
    type: 'modal',
    title: plain('A form'),
    blocks: [section('a')],
    ...more,
  })
  const cases: readonly (readonly [what: string, bad: object, good: object, says: string])[] = [
    [
      '101 blocks',
      home({ blocks: Array.from({ length: 101 }, () => section('a')) }),
      home({ blocks: Array.from({ length: 100 }, () => section('a')) }),
      'no more than 100 items allowed',
    ],
    [
      '3,001 characters of private metadata',
      home({ private_metadata: words(3_001) }),
      home({ private_metadata: words(3_000) }),
      'must be less than 3001 characters',
    ],
    [
      'a callback_id of 256 characters',
      home({ callback_id: words(256) }),
      home({ callback_id: words(255) }),
      'must be less than 256 characters',
    ],
    [
      'more than 250 kB',
      home({ blocks: Array.from({ length: 95 }, () => section(words(2_900))) }),
      home(),
      'view_too_large',
    ],
    [
      'a title of 25 characters',
      modal({ title: plain(words(25)) }),
      modal({ title: plain(words(24)) }),
      'must be less than 25 characters',
    ],
    ['no title', modal({ title: undefined }), modal(), 'title'],
    [
      'a submit of 25 characters',
      modal({ submit: plain(words(25)) }),
      modal({ submit: plain(words(24)) }),
      'must be less than 25 characters',
    ],
    [
      'a field and no submit',
      modal({ blocks: [input(text())] }),
      modal({ blocks: [input(text())], submit: plain('Send') }),
      'submit is required',
    ],
    [
      'a label of 2,001 characters',
      modal({ submit: plain('Send'), blocks: [input(text(), { label: plain(words(2_001)) })] }),
      modal({ submit: plain('Send'), blocks: [input(text(), { label: plain(words(2_000)) })] }),
      'must be less than 2001 characters',
    ],
    [
      'a field of 3,001 characters',
      modal({ submit: plain('Send'), blocks: [input(text({ max_length: 3_001 }))] }),
      modal({ submit: plain('Send'), blocks: [input(text({ max_length: 3_000 }))] }),
      'must be at most 3000',
    ],
    [
      'two fields in focus',
      modal({
        submit: plain('Send'),
        blocks: [input(text({ focus_on_load: true })), input(text({ focus_on_load: true }))],
      }),
      modal({ submit: plain('Send'), blocks: [input(text({ focus_on_load: true })), input(text())] }),
      'only one element can have focus_on_load',
    ],
    ['a type that there is none of', { ...home(), type: 'page' }, home(), 'unsupported type of view: page'],
    [
      'a property that there is none of',
      home({ colour: 'red' }),
      home(),
      'must NOT have additional properties: colour',
    ],
  ]

  it.each(cases)('%s', async (_, bad, good, says) => {
    const show = (view: object): Promise<unknown> => {
      if (!('type' in view) || view.type !== 'modal') return client.views.publish({ user_id: ana, view: view as View })
      // A modal that is refused is refused before its trigger is looked at.
      return client.views.open({ trigger_id: 'none', view: view as View })
    }
    const refused = await refusal(show(bad))
    expect(JSON.stringify(refused['response_metadata']) + refused.error).toContain(says)
    const taken = await show(good).then(
      () => 'ok',
      async () => (await refusal(show(good))).error,
    )
    expect(['ok', 'invalid_trigger_id']).toContain(taken)
  })
})
